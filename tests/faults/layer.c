/* Faults of files below one folder: a library that is loaded before the C library's own calls (LD_PRELOAD).
 *
 * It counts the calls that touch files below a folder, over all processes that share a page of memory (a file that
 * FAULT_PAGE names), and lets one of them fail: the one whose number is asked for, or from there on all that write.
 * With no page, or one that is not armed, it does nothing. The page is struct page below; tests/faults/layer.py writes it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { FAIL = 0, SHORT = 1, KILL = 2, HALT = 3 };
enum { READS = 1, WRITES = 2 };

struct page {
    int armed;              /* 0: only loaded */
    int kind;               /* FAIL with `error`, SHORT write, KILL this process, HALT all of them */
    int error;
    int sticky;             /* whether all that write fail after the first */
    int what;               /* READS, WRITES or both are counted */
    int halted;
    long at;                /* the number of the call that fails, from 1; 0 for none */
    long count;
    long struck;
    long clock;             /* seconds that are added to the time of day */
    char call[32];          /* the name of the call that failed */
    char path[512];         /* and its file */
    char under[512];
};

static struct page *page;

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("FAULT_PAGE");
    int file = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_RDWR | O_CLOEXEC) : -1;
    if (file < 0)
        return;
    void *found = (void *)syscall(SYS_mmap, NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    syscall(SYS_close, file);
    page = found == MAP_FAILED ? NULL : found;
}

static void die(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

static int is_under(const char *path)
{
    size_t length = strlen(page->under);
    return strncmp(path, page->under, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

/* Whether a full disk lets a call through. */
static int frees(const char *call)
{
    return strncmp(call, "unlink", 6) == 0 || strcmp(call, "rmdir") == 0 || strcmp(call, "chmod") == 0 ||
           strcmp(call, "ftruncate") == 0 || strcmp(call, "utimensat") == 0;
}

/* Whether the call that is about to be made is to fail; errno is set then. A short write is told by -1. */
static int struck(const char *call, const char *path, int what)
{
    if (what == WRITES && page->halted)
        die();
    if (!(page->what & what) || (page->error == ENOSPC && page->kind < KILL && frees(call)))
        return 0;
    long number = __atomic_add_fetch(&page->count, 1, __ATOMIC_SEQ_CST);
    int is_first = page->at && number == page->at;
    int goes_on = page->sticky && page->struck && what == WRITES;
    if (!is_first && !goes_on)
        return 0;
    if (is_first) {
        strncpy(page->call, call, sizeof page->call - 1);
        strncpy(page->path, path, sizeof page->path - 1);
    }
    __atomic_add_fetch(&page->struck, 1, __ATOMIC_SEQ_CST);
    if (page->kind == HALT)
        page->halted = 1;
    if (page->kind == KILL || page->kind == HALT)
        die();
    errno = page->error;
    return is_first && page->kind == SHORT && what == WRITES && strstr(call, "write") ? -1 : 1;
}

static int by_path(const char *call, int folder, const char *path, int what)
{
    char whole[2 * PATH_MAX];
    int before = errno;
    if (!page || !page->armed || !path)
        return 0;
    if (path[0] == '/') {
        snprintf(whole, sizeof whole, "%s", path);
    } else {
        char link[64], base[PATH_MAX];
        ssize_t length;
        if (folder == AT_FDCWD)
            strcpy(link, "/proc/self/cwd");
        else
            snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        length = readlink(link, base, sizeof base - 1);
        base[length > 0 ? length : 0] = '\0';
        snprintf(whole, sizeof whole, "%s/%s", base, path);
    }
    errno = before;
    return is_under(whole) ? struck(call, whole, what) : 0;
}

static int by_file(const char *call, int file, int what)
{
    char link[64], whole[PATH_MAX];
    int before = errno;
    if (!page || !page->armed)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, whole, sizeof whole - 1);
    whole[length > 0 ? length : 0] = '\0';
    errno = before;
    return is_under(whole) ? struck(call, whole, what) : 0;
}

#define NEXT(result, name, ...)                               \
    static result (*next)(__VA_ARGS__);                       \
    if (!next)                                                \
        *(void **)&next = dlsym(RTLD_NEXT, #name)

static int kind_of_opening(int flags)
{
    return flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC) ? WRITES : READS;
}

#define OPENING(name)                                                                  \
    int name(const char *path, int flags, ...)                                         \
    {                                                                                  \
        mode_t mode = 0;                                                               \
        va_list rest;                                                                  \
        NEXT(int, name, const char *, int, ...);                                       \
        va_start(rest, flags);                                                         \
        if (flags & (O_CREAT | O_TMPFILE))                                             \
            mode = va_arg(rest, mode_t);                                               \
        va_end(rest);                                                                  \
        return by_path("open", AT_FDCWD, path, kind_of_opening(flags)) ? -1 : next(path, flags, mode); \
    }

#define OPENING_AT(name)                                                               \
    int name(int folder, const char *path, int flags, ...)                             \
    {                                                                                  \
        mode_t mode = 0;                                                               \
        va_list rest;                                                                  \
        NEXT(int, name, int, const char *, int, ...);                                  \
        va_start(rest, flags);                                                         \
        if (flags & (O_CREAT | O_TMPFILE))                                             \
            mode = va_arg(rest, mode_t);                                               \
        va_end(rest);                                                                  \
        return by_path("openat", folder, path, kind_of_opening(flags)) ? -1 : next(folder, path, flags, mode); \
    }

OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)

#define OPENING_STREAM(name)                                                           \
    FILE *name(const char *path, const char *mode)                                     \
    {                                                                                  \
        NEXT(FILE *, name, const char *, const char *);                                \
        int what = strpbrk(mode, "wa+") ? WRITES : READS;                              \
        return by_path("fopen", AT_FDCWD, path, what) ? NULL : next(path, mode);       \
    }

OPENING_STREAM(fopen)
OPENING_STREAM(fopen64)

/* A short write writes half, and what follows fails: a disk that has just become full. */
#define WRITING(name, call, parameters, types, arguments, halved)                      \
    ssize_t name parameters                                                            \
    {                                                                                  \
        static ssize_t(*next) types;                                                   \
        if (!next)                                                                     \
            *(void **)&next = dlsym(RTLD_NEXT, #name);                                 \
        int fault = by_file(call, file, WRITES);                                       \
        return fault > 0 ? -1 : fault < 0 && size > 1 ? next halved : next arguments;  \
    }

WRITING(write, "write", (int file, const void *data, size_t size), (int, const void *, size_t), (file, data, size),
        (file, data, size / 2))
WRITING(pwrite, "pwrite", (int file, const void *data, size_t size, off_t at), (int, const void *, size_t, off_t),
        (file, data, size, at), (file, data, size / 2, at))
WRITING(pwrite64, "pwrite", (int file, const void *data, size_t size, off64_t at),
        (int, const void *, size_t, off64_t), (file, data, size, at), (file, data, size / 2, at))

#define SIMPLE(result, failure, name, check, parameters, types, arguments)             \
    result name parameters                                                             \
    {                                                                                  \
        static result(*next) types;                                                    \
        if (!next)                                                                     \
            *(void **)&next = dlsym(RTLD_NEXT, #name);                                 \
        return check ? failure : next arguments;                                       \
    }

SIMPLE(ssize_t, -1, writev, by_file("writev", file, WRITES), (int file, const struct iovec *parts, int count),
       (int, const struct iovec *, int), (file, parts, count))
SIMPLE(ssize_t, -1, read, by_file("read", file, READS), (int file, void *data, size_t size), (int, void *, size_t),
       (file, data, size))
SIMPLE(ssize_t, -1, pread, by_file("pread", file, READS), (int file, void *data, size_t size, off_t at),
       (int, void *, size_t, off_t), (file, data, size, at))
SIMPLE(ssize_t, -1, pread64, by_file("pread", file, READS), (int file, void *data, size_t size, off64_t at),
       (int, void *, size_t, off64_t), (file, data, size, at))
SIMPLE(ssize_t, -1, sendfile, by_file("sendfile", to, WRITES), (int to, int from, off_t *at, size_t size),
       (int, int, off_t *, size_t), (to, from, at, size))
SIMPLE(ssize_t, -1, sendfile64, by_file("sendfile", to, WRITES), (int to, int from, off64_t *at, size_t size),
       (int, int, off64_t *, size_t), (to, from, at, size))
SIMPLE(ssize_t, -1, copy_file_range, by_file("copy_file_range", to, WRITES),
       (int from, off64_t *start, int to, off64_t *place, size_t size, unsigned flags),
       (int, off64_t *, int, off64_t *, size_t, unsigned), (from, start, to, place, size, flags))
SIMPLE(int, -1, fsync, by_file("fsync", file, WRITES), (int file), (int), (file))
SIMPLE(int, -1, fdatasync, by_file("fdatasync", file, WRITES), (int file), (int), (file))
SIMPLE(int, -1, ftruncate, by_file("ftruncate", file, WRITES), (int file, off_t size), (int, off_t), (file, size))
SIMPLE(int, -1, ftruncate64, by_file("ftruncate", file, WRITES), (int file, off64_t size), (int, off64_t),
       (file, size))
SIMPLE(int, -1, fallocate, by_file("fallocate", file, WRITES), (int file, int mode, off_t at, off_t size),
       (int, int, off_t, off_t), (file, mode, at, size))
SIMPLE(int, -1, fallocate64, by_file("fallocate", file, WRITES), (int file, int mode, off64_t at, off64_t size),
       (int, int, off64_t, off64_t), (file, mode, at, size))
SIMPLE(int, -1, rename, by_path("rename", AT_FDCWD, to, WRITES), (const char *from, const char *to),
       (const char *, const char *), (from, to))
SIMPLE(int, -1, renameat, by_path("renameat", place, to, WRITES),
       (int folder, const char *from, int place, const char *to), (int, const char *, int, const char *),
       (folder, from, place, to))
SIMPLE(int, -1, link, by_path("link", AT_FDCWD, to, WRITES), (const char *from, const char *to),
       (const char *, const char *), (from, to))
SIMPLE(int, -1, linkat, by_path("linkat", place, to, WRITES),
       (int folder, const char *from, int place, const char *to, int flags),
       (int, const char *, int, const char *, int), (folder, from, place, to, flags))
SIMPLE(int, -1, symlink, by_path("symlink", AT_FDCWD, to, WRITES), (const char *from, const char *to),
       (const char *, const char *), (from, to))
SIMPLE(int, -1, unlink, by_path("unlink", AT_FDCWD, path, WRITES), (const char *path), (const char *), (path))
SIMPLE(int, -1, unlinkat, by_path("unlinkat", folder, path, WRITES), (int folder, const char *path, int flags),
       (int, const char *, int), (folder, path, flags))
SIMPLE(int, -1, rmdir, by_path("rmdir", AT_FDCWD, path, WRITES), (const char *path), (const char *), (path))
SIMPLE(int, -1, mkdir, by_path("mkdir", AT_FDCWD, path, WRITES), (const char *path, mode_t mode),
       (const char *, mode_t), (path, mode))
SIMPLE(int, -1, mkdirat, by_path("mkdirat", folder, path, WRITES), (int folder, const char *path, mode_t mode),
       (int, const char *, mode_t), (folder, path, mode))
SIMPLE(int, -1, chmod, by_path("chmod", AT_FDCWD, path, WRITES), (const char *path, mode_t mode),
       (const char *, mode_t), (path, mode))
SIMPLE(int, -1, utimensat, by_path("utimensat", folder, path, WRITES),
       (int folder, const char *path, const struct timespec times[2], int flags),
       (int, const char *, const struct timespec *, int), (folder, path, times, flags))
SIMPLE(void *, MAP_FAILED, mmap, file >= 0 && by_file("mmap", file, READS),
       (void *at, size_t size, int rights, int flags, int file, off_t start),
       (void *, size_t, int, int, int, off_t), (at, size, rights, flags, file, start))
SIMPLE(void *, MAP_FAILED, mmap64, file >= 0 && by_file("mmap", file, READS),
       (void *at, size_t size, int rights, int flags, int file, off64_t start),
       (void *, size_t, int, int, int, off64_t), (at, size, rights, flags, file, start))

/* The time of day, set forward or back; the dates of files stay those of the kernel. */

int clock_gettime(clockid_t which, struct timespec *found)
{
    NEXT(int, clock_gettime, clockid_t, struct timespec *);
    int status = next(which, found);
    if (page && which == CLOCK_REALTIME)
        found->tv_sec += page->clock;
    return status;
}

time_t time(time_t *kept)
{
    NEXT(time_t, time, time_t *);
    time_t now = next(NULL) + (page ? page->clock : 0);
    if (kept)
        *kept = now;
    return now;
}

int gettimeofday(struct timeval *found, void *zone)
{
    NEXT(int, gettimeofday, struct timeval *, void *);
    int status = next(found, zone);
    if (page)
        found->tv_sec += page->clock;
    return status;
}
