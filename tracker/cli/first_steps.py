"""What one can do: told where ``tracker`` is called alone, and as examples at the end of each command's help."""

from __future__ import annotations

from collections.abc import Mapping

FIVE: Mapping[str, str] = {
    "zh": """\
tracker：公报与规范性文件的变更追踪

  tracker diff 旧.docx 新.docx -o 对照.html   两份文件改了什么，不需要建库
  tracker add 公报.pdf                        收进库（一个 git 仓库），一期一次提交
  tracker status --expiring 90d               哪些有效、哪些已废止、哪些即将到期
  tracker monitor try 网址                    盯住一个公报栏目，有新的就收、就告诉您
  tracker cites 本单位制度.docx               自己的制度还引用着失效的文件吗

先看一遍：tracker demo        全部命令：tracker --help        某个命令：tracker diff --help
""",
    "en": """\
tracker: what changed in government gazettes and rules

  tracker diff OLD.docx NEW.docx -o redline.html   what two files differ in; no store is needed
  tracker add GAZETTE.pdf                          keep an issue in a store, which is a git repository
  tracker status --expiring 90d                    what is in force, what was repealed, what ends soon
  tracker monitor try ADDRESS                      watch a gazette's list; what is new is kept and told
  tracker cites POLICY.docx                        do your own rules still cite living law?

See it work: tracker demo        All commands: tracker --help        One of them: tracker diff --help
""",
}
"""The five things, in both languages."""

EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "": ("tracker demo", "tracker diff old.docx new.docx -o redline.html", "tracker diff --help"),
    "parse": ("tracker parse gazette.pdf", "tracker parse page.html -f json -o issue.json"),
    "add": ("tracker add 公报/*.pdf", "tracker add 2025-18.pdf --gazette lantingshi --store snapshots"),
    "list": ("tracker list --issuer 财政局 --since 2025-01-01", "tracker list --works --kind 办法 -o 目录.xlsx"),
    "log": ("tracker log", "tracker log 澜财金规〔2025〕6号"),
    "show": ("tracker show 澜财金规〔2025〕6号", "tracker show 贷款风险补偿办法@2024-06-30#第七条"),
    "diff": (
        "tracker diff old.docx new.docx -o redline.html",
        "tracker diff 澜财金规〔2023〕4号 澜财金规〔2025〕6号 --layout side-by-side -o 对照.docx",
        "tracker diff 贷款风险补偿办法",
        "tracker diff 2021.docx 2023.docx 2025.docx -o 三版对照.xlsx",
    ),
    "amend": (
        "tracker amend 办法.docx 修改决定.docx -f plain -o 现行文本.txt",
        "tracker amend old.txt decision.txt -f html",
    ),
    "status": (
        "tracker status --expiring 90d",
        "tracker status --issuer 财政局 --state in-force -o 台账.xlsx",
        "tracker status -o 施行与到期.ics",
    ),
    "lineage": ("tracker lineage 贷款风险补偿办法", "tracker lineage -f svg -o graph.svg"),
    "history": ("tracker history 贷款风险补偿办法 第七条", "tracker history 贷款风险补偿办法 -o 沿革.html"),
    "blame": ("tracker blame 贷款风险补偿办法", "tracker blame 贷款风险补偿办法@2024-06-30 -o 溯源.html"),
    "search": (
        "tracker search 风险补偿 比例",
        "tracker search 第十条 补偿 --as-of 2024-06-30",
        "tracker search 加装电梯 -o 结果.csv",
    ),
    "monitor": (
        "tracker monitor try https://www.example.gov.cn/gb/",
        "tracker monitor init https://www.example.gov.cn/gb/ --notify https://hooks.example.com/gazettes",
        "tracker monitor once",
    ),
    "monitor once": ("tracker monitor once", "tracker monitor once example --since 2024-01-01"),
    "monitor init": ("tracker monitor init", "tracker monitor init https://www.example.gov.cn/gb/"),
    "monitor run": ("tracker monitor run --health 127.0.0.1:9090",),
    "monitor status": ("tracker monitor status",),
    "monitor events": ("tracker monitor events --since 2025-09-01", "tracker monitor events -o 动态.atom"),
    "monitor deliver": ("tracker monitor deliver",),
    "monitor try": (
        "tracker monitor try https://www.example.gov.cn/gb/",
        "tracker monitor try https://www.example.gov.cn/gb/ --links 'ul.list a' --items 5",
    ),
    "report": (
        "tracker report -o site",
        "tracker report -o site --base-url https://rules.example.com --title 外规库 --on 2025-12-01",
    ),
    "serve": ("tracker serve --store snapshots", "tracker serve --host 10.0.0.5 --name gazette.example.com"),
    "mcp": ("tracker mcp --store snapshots",),
    "digest": ("tracker digest --since 2025-09-01 -o 本周动态.docx",),
    "cites": ("tracker cites 信贷管理制度.docx", "tracker cites policies/*.md --exit-code -f github"),
    "check": ("tracker check", "tracker check --base main --head HEAD -f md"),
    "verify": ("tracker verify --store snapshots",),
    "repair": ("tracker repair", "tracker repair --store snapshots -f json"),
    "split": ("tracker split gazettes --store snapshots",),
    "demo": ("tracker demo", "tracker demo --store demo -o redline.pdf"),
}
"""Calls that work, the plainest first; a command of a group stands behind its name, the program itself has none."""

EXAMPLES_HEAD = "Examples:"


def examples(command: str) -> str | None:
    """The examples of a command, as the end of its help: a line each, left as they stand."""
    lines = EXAMPLES.get(command)
    return "\b\n" + "\n".join([EXAMPLES_HEAD, *(f"  {line}" for line in lines)]) if lines else None
