"""Bounds a process puts on itself: memory and processor time. Without them one small file can take all of a machine."""

import ctypes
import sys
from dataclasses import dataclass

if sys.platform != "win32":
    import resource


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one document may take; a 300-page plan takes 15 s and 150 MB on a slow machine."""

    memory_mb: int = 1_500
    cpu_seconds: int = 300
    wall_seconds: float = 600.0


def apply_limits(limits: Limits) -> None:
    """Bind the current process to the limits, as far as the operating system lets it."""
    if sys.platform == "win32":
        _apply_windows(limits)
    else:
        _apply_posix(limits)


if sys.platform != "win32":

    def _apply_posix(limits: Limits) -> None:
        memory = limits.memory_mb * 2**20
        for kind, soft, hard in (
            (resource.RLIMIT_AS, memory, memory),
            (resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 5),
            (resource.RLIMIT_CORE, 0, 0),
        ):
            try:
                resource.setrlimit(kind, (soft, hard))
            except (ValueError, OSError):
                # macOS refuses some of them; the wall limit of the parent still holds.
                continue


if sys.platform == "win32":
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY = 0x2, 0x100
    _EXTENDED_LIMITS = 9
    _NO_CRASH_WINDOW = 0x0001 | 0x0002

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _apply_windows(limits: Limits) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.CreateJobObjectW.argtypes = (ctypes.c_void_p, wintypes.LPCWSTR)
        kernel.SetInformationJobObject.argtypes = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.SetErrorMode(_NO_CRASH_WINDOW)
        job = kernel.CreateJobObjectW(None, None)
        if not job:
            return
        bounds = _Extended()
        bounds.BasicLimitInformation.LimitFlags = _PROCESS_TIME | _PROCESS_MEMORY
        bounds.BasicLimitInformation.PerProcessUserTimeLimit = limits.cpu_seconds * 10_000_000
        bounds.ProcessMemoryLimit = limits.memory_mb * 2**20
        if kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(bounds), ctypes.sizeof(bounds)):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
