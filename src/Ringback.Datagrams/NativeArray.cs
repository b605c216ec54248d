using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams;

/// <summary>
/// An array outside the garbage collector's memory, which stays in its place so that the kernel may keep addresses in
/// it. Every access checks its index, in every build: what a stranger sent decides lengths here, and a write behind the
/// end would be a write into foreign memory. Addresses are given out for ranges that lie inside, and for the kernel
/// only. For one thread.
/// </summary>
/// <typeparam name="T">What it has.</typeparam>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;

    private readonly GuardedPages? _guarded;
    private T* _first;

    /// <summary>Takes the memory, all zeros.</summary>
    /// <param name="length">How many, from 1.</param>
    internal NativeArray(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        nuint bytes = checked((nuint)length * (nuint)sizeof(T));
        if (GuardedPages.AreWanted)
        {
            _guarded = new GuardedPages(bytes);
            _first = (T*)_guarded.First;
        }
        else
        {
            _first = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
            NativeMemory.Clear(_first, bytes);
        }

        Length = length;
    }

    /// <summary>How many it has; 0 once it has been disposed of, so that no index is right any more.</summary>
    internal int Length { get; private set; }

    /// <summary>All of it.</summary>
    internal Span<T> Span => new(_first, Length);

    /// <summary>One of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that number.</exception>
    internal ref T this[int index]
    {
        get
        {
            if ((uint)index >= (uint)Length) Refuse(index, 1);
            return ref _first[index];
        }
    }

    /// <summary>Some of them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do not all lie inside.</exception>
    internal Span<T> Slice(int start, int count) => new(AddressOf(start, count), count);

    /// <summary>Where some of them lie; for the kernel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">They do not all lie inside.</exception>
    internal T* AddressOf(int start, int count)
    {
        if ((uint)start > (uint)Length || (uint)count > (uint)(Length - start)) Refuse(start, count);
        return _first + start;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Length == 0) return;
        Length = 0;
        if (_guarded is null) NativeMemory.AlignedFree(_first);
        else _guarded.Dispose();
        _first = null;
    }

    [DoesNotReturn]
    private void Refuse(int start, int count) => throw new ArgumentOutOfRangeException(nameof(start),
        $"{count} from {start} on do not lie inside of {Length}.");
}

/// <summary>
/// Pages of memory with one before and one behind that nobody may touch: a write beside the array ends the program at
/// once instead of spoiling something else. Tests run with them (<see cref="SwitchName"/>); they cost whole pages.
/// </summary>
internal sealed unsafe class GuardedPages : IDisposable
{
    /// <summary>The setting of the runtime that turns them on.</summary>
    internal const string SwitchName = "Ringback.Datagrams.GuardPages";

    private readonly void* _begin;
    private readonly nuint _whole;

    internal GuardedPages(nuint bytes)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint used = (bytes + page - 1) / page * page;
        _whole = used + (2 * page);
        _begin = Libc.MapMemory(null, _whole, Libc.NoAccess, Libc.PrivateAnonymous, -1, 0);
        if ((nint)_begin == -1) throw new Win32Exception();
        byte* inside = (byte*)_begin + page;
        if (Libc.ProtectMemory(inside, used, Libc.ReadWrite) != 0) throw new Win32Exception();
        // Flush with the guard behind it. What comes before is at least an alignment away from the first guard.
        First = inside + used - bytes;
    }

    internal static bool AreWanted { get; } =
        OperatingSystem.IsLinux() && AppContext.TryGetSwitch(SwitchName, out bool isOn) && isOn;

    internal byte* First { get; }

    public void Dispose() => _ = Libc.UnmapMemory(_begin, _whole);
}
