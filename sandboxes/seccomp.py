"""The system calls that a sandbox may make. Everything else fails with EPERM, and what the kernel learns later too.

Narrower than an engine's own default in three places that lead out of a sandbox without a network: AF_VSOCK is not part
of a network namespace, so that a machine's hypervisor answers in all of them; io_uring opens sockets without the call
`socket`; and `socketcall` (32 bit) hides the family from a filter. And in one that decides how soon a process acts on
its own death: nobody sets the scheduling of another. Namespaces, mounts, keys, BPF, performance counters, raw devices
and the machine's clock are left out as everywhere: what needs a capability fails anyway."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

FILES = """
access chdir chmod chown chown32 close close_range copy_file_range creat dup dup2 dup3 faccessat faccessat2 fadvise64
fadvise64_64 fallocate fanotify_mark fchdir fchmod fchmodat fchmodat2 fchown fchown32 fchownat fcntl fcntl64 fdatasync
fgetxattr flistxattr flock fremovexattr fsetxattr fstat fstat64 fstatat64 fstatfs fstatfs64 fsync ftruncate ftruncate64
futimesat getcwd getdents getdents64 getxattr getxattrat inotify_add_watch inotify_init inotify_init1 inotify_rm_watch
ioctl lchown lchown32 lgetxattr link linkat listxattr listxattrat llistxattr _llseek lremovexattr lseek lsetxattr lstat
lstat64 mkdir mkdirat mknod mknodat name_to_handle_at newfstatat open openat openat2 pread64 preadv preadv2 pwrite64
pwritev pwritev2 read readahead readlink readlinkat readv removexattr removexattrat rename renameat renameat2 rmdir
sendfile sendfile64 setxattr setxattrat splice stat stat64 statfs statfs64 statx symlink symlinkat sync sync_file_range
syncfs tee truncate truncate64 umask unlink unlinkat utime utimensat utimensat_time64 utimes vmsplice write writev
"""
MEMORY = """
brk madvise map_shadow_stack membarrier memfd_create memfd_secret mincore mlock mlock2 mlockall mmap mmap2 mprotect
mremap mseal msync munlock munlockall munmap pkey_alloc pkey_free pkey_mprotect process_madvise process_mrelease
remap_file_pages
"""
PROCESSES = """
alarm arch_prctl arm_fadvise64_64 arm_sync_file_range breakpoint cacheflush capget capset execve execveat exit
exit_group fork get_robust_list get_thread_area getcpu getegid getegid32 geteuid geteuid32 getgid getgid32 getgroups
getgroups32 getitimer getpgid getpgrp getpid getppid getpriority getrandom getresgid getresgid32 getresuid getresuid32
getrlimit getrusage getsid gettid getuid getuid32 ioprio_get kill landlock_add_rule landlock_create_ruleset
landlock_restrict_self modify_ldt pause pidfd_open pidfd_send_signal prctl prlimit64 process_vm_readv process_vm_writev
ptrace restart_syscall rseq rt_sigaction rt_sigpending rt_sigprocmask rt_sigqueueinfo rt_sigreturn rt_sigsuspend
rt_sigtimedwait rt_sigtimedwait_time64 rt_tgsigqueueinfo sched_get_priority_max sched_get_priority_min sched_getaffinity
sched_getattr sched_getparam sched_getscheduler sched_rr_get_interval sched_rr_get_interval_time64 sched_yield seccomp
set_robust_list set_thread_area set_tid_address set_tls setfsgid setfsgid32 setfsuid setfsuid32 setgid setgid32
setgroups setgroups32 setitimer setpgid setregid setregid32 setresgid setresgid32 setresuid setresuid32 setreuid
setreuid32 setrlimit setsid setuid setuid32 sigaltstack signalfd signalfd4 sigprocmask sigreturn sysinfo tgkill time
times tkill ugetrlimit uname uretprobe vfork wait4 waitid waitpid
"""
ON_ITSELF = "sched_setaffinity sched_setattr sched_setparam sched_setscheduler"
"""Allowed for the calling thread alone, which is named 0. By its number any process of the same user could be meant:
one that is put behind a crowd on one processor never gets to act on the signal that kills it."""
PRIORITIES = {"setpriority": 0, "ioprio_set": 1}
"""The same, with what stands for "a process" in each: a group or a user would be others too."""
WAITING = """
adjtimex clock_getres clock_getres_time64 clock_gettime clock_gettime64 clock_nanosleep clock_nanosleep_time64
epoll_create epoll_create1 epoll_ctl epoll_ctl_old epoll_pwait epoll_pwait2 epoll_wait epoll_wait_old eventfd eventfd2
futex futex_requeue futex_time64 futex_wait futex_waitv futex_wake gettimeofday io_cancel io_destroy io_getevents
io_pgetevents io_pgetevents_time64 io_setup io_submit nanosleep _newselect poll ppoll ppoll_time64 pselect6
pselect6_time64 select timer_create timer_delete timer_getoverrun timer_gettime timer_gettime64 timer_settime
timer_settime64 timerfd_create timerfd_gettime timerfd_gettime64 timerfd_settime timerfd_settime64
"""
TALKING = """
accept accept4 bind connect getpeername getsockname getsockopt ipc listen mq_getsetattr mq_notify mq_open
mq_timedreceive mq_timedreceive_time64 mq_timedsend mq_timedsend_time64 mq_unlink msgctl msgget msgrcv msgsnd pipe pipe2
recv recvfrom recvmmsg recvmmsg_time64 recvmsg semctl semget semop semtimedop semtimedop_time64 send sendmmsg sendmsg
sendto setsockopt shmat shmctl shmdt shmget shutdown
"""
FAMILIES = {"AF_UNIX": 1, "AF_INET": 2, "AF_INET6": 10, "AF_NETLINK": 16}
"""Families of sockets that can be made."""
PERSONALITIES = (0x0, 0x0008, 0x20000, 0x20008, 0xFFFFFFFF)
"""Linux, 32 bit's names, and asking; none that takes address randomisation away."""
NEW_NAMESPACES = 0x7E020000
"""Every flag of clone that makes a namespace."""
ENOSYS = 38


@cache
def profile() -> str:
    """The filter as an engine takes it in `security_opt`, one line of JSON."""
    return json.dumps({"defaultAction": "SCMP_ACT_ERRNO", "archMap": _machines(), "syscalls": list(_rules())})


def _machines() -> list[dict[str, Any]]:
    """The machine's own calls and its 32 bit ones; those of x32, which nothing uses, are none of them."""
    return [
        {"architecture": "SCMP_ARCH_X86_64", "subArchitectures": ["SCMP_ARCH_X86"]},
        {"architecture": "SCMP_ARCH_AARCH64", "subArchitectures": ["SCMP_ARCH_ARM"]},
    ]


def _rules() -> Iterator[dict[str, Any]]:
    names = " ".join((FILES, MEMORY, PROCESSES, WAITING, TALKING)).split()
    yield {"names": names, "action": "SCMP_ACT_ALLOW"}
    # First: a family asked for by `socket` would otherwise let any be asked for by `socketcall`.
    yield {"names": ["socketcall"], "action": "SCMP_ACT_ERRNO", "errnoRet": ENOSYS}
    for family in FAMILIES.values():
        yield _where(["socket"], {"value": family, "op": "SCMP_CMP_EQ"})
    yield _where(["socketpair"], {"value": FAMILIES["AF_UNIX"], "op": "SCMP_CMP_EQ"})
    for personality in PERSONALITIES:
        yield _where(["personality"], {"value": personality, "op": "SCMP_CMP_EQ"})
    yield _where(ON_ITSELF.split(), {"value": 0, "op": "SCMP_CMP_EQ"})
    for name, process in PRIORITIES.items():
        yield _where([name], {"value": process, "op": "SCMP_CMP_EQ"}, {"value": 0, "op": "SCMP_CMP_EQ"})
    yield _where(["clone"], {"value": NEW_NAMESPACES, "valueTwo": 0, "op": "SCMP_CMP_MASKED_EQ"})
    # Its flags lie in memory, where no filter looks; a C library that is told it does not exist uses clone.
    yield {"names": ["clone3"], "action": "SCMP_ACT_ERRNO", "errnoRet": ENOSYS}


def _where(names: list[str], *arguments: dict[str, Any]) -> dict[str, Any]:
    """A call that is allowed where its first arguments are such."""
    args = [{"index": index, **argument} for index, argument in enumerate(arguments)]
    return {"names": names, "action": "SCMP_ACT_ALLOW", "args": args}
