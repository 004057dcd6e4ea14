"""System calls by number, for what Python has no name for."""

import ctypes
import os
import platform

X86 = platform.machine() == "x86_64"
LIBC = ctypes.CDLL(None, use_errno=True)
NUMBERS = {
    "ptrace": (101, 117), "syslog": (103, 116), "pivot_root": (155, 41), "acct": (163, 89), "mount": (165, 40),
    "umount2": (166, 39), "swapon": (167, 224), "init_module": (175, 105), "delete_module": (176, 106),
    "quotactl": (179, 60), "clock_settime": (227, 112), "kexec_load": (246, 104), "add_key": (248, 217),
    "request_key": (249, 218), "keyctl": (250, 219), "unshare": (272, 97), "move_pages": (279, 239),
    "perf_event_open": (298, 241), "fanotify_init": (300, 262), "open_by_handle_at": (304, 265), "setns": (308, 268),
    "process_vm_readv": (310, 270), "kcmp": (312, 272), "finit_module": (313, 273), "bpf": (321, 280),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fspick": (433, 433), "pidfd_open": (434, 434), "clone3": (435, 435), "pidfd_getfd": (438, 438),
    "mount_setattr": (442, 442), "clone": (56, 220), "sethostname": (170, 161), "setdomainname": (171, 162),
    "chroot": (161, 51), "socket": (41, 198), "iopl": (172, 9999), "ioperm": (173, 9999), "shmget": (29, 194),
    "mq_open": (240, 180), "mq_unlink": (241, 181), "msgctl": (71, 187), "shmctl": (31, 195), "semctl": (66, 191),
    "capset": (126, 91), "listmount": (458, 458),
}  # fmt: skip
"""On x86-64 and on the 64 bit ARM."""


def call(name: str, *arguments: int) -> int:
    """Its result. Raises OSError."""
    number = NUMBERS[name][0 if X86 else 1]
    LIBC.syscall.restype = ctypes.c_long
    result: int = LIBC.syscall(ctypes.c_long(number), *(ctypes.c_ulong(value & 2**64 - 1) for value in arguments))
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error))
    return result


def buffer(data: bytes | int) -> tuple[int, ctypes.Array[ctypes.c_char]]:
    """Memory with that content or of that size: its address, and what keeps it alive."""
    kept = ctypes.create_string_buffer(data if isinstance(data, bytes) else bytes(data - 1))
    return ctypes.addressof(kept), kept


def made(name: str, *arguments: int | bytes) -> int:
    """The result of a call. Bytes are passed as where they lie. Raises OSError."""
    kept = [buffer(one) if isinstance(one, bytes) else (one, None) for one in arguments]
    return call(name, *(number for number, _ in kept))
