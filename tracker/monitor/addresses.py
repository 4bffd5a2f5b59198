"""Which addresses may be connected to: public ones, and those that a person allows by host and port.

A name is resolved once, every address it has is checked, and the connection goes to a checked address: a name that
resolves differently the second time gains nothing. Sources: IANA special-purpose registries (RFC 6890), RFC 6598
(carrier-grade NAT), RFC 4291 §2.5.5 and RFC 6052 (IPv4 inside IPv6), RFC 3056 and RFC 4380 (6to4, Teredo), and the
addresses at which clouds keep the credentials of a machine.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Final, TypeAlias

from tracker.language.patterns import regex

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver: TypeAlias = Callable[[str, int], "tuple[str, ...]"]
"""From a host's name and a port to the addresses it has; raises OSError where it has none."""

_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_NAT64_LOCAL: Final = ipaddress.ip_network("64:ff9b:1::/48")
_COMPATIBLE: Final = ipaddress.ip_network("::/96")
_METADATA: Final = frozenset(
    ipaddress.ip_address(text)
    for text in ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "192.0.0.192", "fd00:ec2::254")
)
_NUMERIC: Final = regex(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}\.?", re.IGNORECASE)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also inside an IPv6 address that carries an IPv4 one."""
    if address in _METADATA:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _carried(address)
        if inner is not None:
            return is_public(inner)
        if address in _NAT64_LOCAL or address.is_site_local:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _carried(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4 or Teredo."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def literal(host: str) -> Address | None:
    """The address that a host's name is itself, in any notation that resolvers take (decimal, octal, hex)."""
    name = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        pass
    if _NUMERIC.fullmatch(name):
        try:
            return ipaddress.IPv4Address(socket.inet_aton(name.rstrip(".")))
        except (OSError, ValueError):
            return None
    return None


def resolve(host: str, port: int) -> tuple[str, ...]:
    """All addresses of a host, IPv4 first: many sites' IPv6 ones do not answer.

    Raises:
        OSError: it has none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ordered = sorted(found, key=lambda entry: entry[0] != socket.AF_INET)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in ordered))
