using System.Numerics;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// When to look at what: a ring of slots, one for each few milliseconds, so that setting, moving and taking a deadline
/// cost the same for ten transfers as for ten thousand. For one thread.
/// </summary>
/// <remarks>
/// A deadline that lies beyond the ring's turn is looked at once a turn and stays. Entries are numbers into arrays that
/// grow and are used again: nothing is allocated for a deadline once the ring has been this full before.
/// </remarks>
internal sealed class TimingWheel<T>
    where T : class
{
    private const int Slots = 1024;
    private const int None = -1;

    private readonly long _ticksInSlot;
    private readonly int[] _heads = new int[Slots];
    private readonly ulong[] _occupied = new ulong[Slots / 64];
    private Entry[] _entries = new Entry[64];
    private int _free = None;
    private int _used;
    private long _turn;

    /// <param name="slot">How exactly <see cref="Next"/> tells the time; nothing is ever taken early.</param>
    internal TimingWheel(TimeSpan slot)
    {
        _ticksInSlot = slot.Ticks;
        Array.Fill(_heads, None);
    }

    /// <summary>Entries.</summary>
    internal int Count { get; private set; }

    /// <summary>When the next slot with something in it is over; null when the wheel is empty.</summary>
    internal TimeSpan? Next
    {
        get
        {
            if (Count == 0) return null;
            int start = (int)(_turn % Slots);
            for (int step = 0; step <= _occupied.Length; step++)
            {
                int word = ((start / 64) + step) % _occupied.Length;
                ulong bits = _occupied[word];
                if (step == 0) bits &= ulong.MaxValue << (start % 64);
                if (bits == 0) continue;
                int slot = (word * 64) + BitOperations.TrailingZeroCount(bits);
                long ahead = (slot - start + Slots) % Slots;
                return TimeSpan.FromTicks((_turn + ahead + 1) * _ticksInSlot);
            }

            return null;
        }
    }

    /// <summary>Adds something; the result is its handle until it is taken or removed.</summary>
    internal int Add(T what, TimeSpan due)
    {
        int handle = _free;
        if (handle == None)
        {
            if (_used == _entries.Length) Array.Resize(ref _entries, _used * 2);
            handle = _used++;
        }
        else
        {
            _free = _entries[handle].Next;
        }

        _entries[handle].What = what;
        Count++;
        Insert(handle, due.Ticks);
        return handle;
    }

    /// <summary>When it is due.</summary>
    internal TimeSpan Due(int handle) => TimeSpan.FromTicks(_entries[handle].Due);

    /// <summary>Makes it due at another time.</summary>
    internal void Move(int handle, TimeSpan due)
    {
        Unlink(handle);
        Insert(handle, due.Ticks);
    }

    /// <summary>Forgets it.</summary>
    internal void Remove(int handle)
    {
        Unlink(handle);
        Release(handle);
    }

    /// <summary>Takes one thing whose time has come, and forgets it; null when there is none.</summary>
    internal T? Take(TimeSpan now)
    {
        long target = now.Ticks / _ticksInSlot;
        // After a long sleep one whole turn sees everything.
        if (target - _turn > Slots) _turn = target - Slots;
        while (true)
        {
            if (TakeFrom((int)(_turn % Slots), now.Ticks) is { } what) return what;
            // The slot of this very moment is not over, and is looked at again.
            if (_turn >= target) return null;
            _turn++;
        }
    }

    private T? TakeFrom(int slot, long now)
    {
        for (int handle = _heads[slot]; handle != None; handle = _entries[handle].Next)
        {
            // What is due a turn or more later stays.
            if (_entries[handle].Due > now) continue;
            T what = _entries[handle].What!;
            Remove(handle);
            return what;
        }

        return null;
    }

    private void Insert(int handle, long due)
    {
        // What is late already goes into the slot that is looked at next.
        int slot = (int)(Math.Max(due / _ticksInSlot, _turn) % Slots);
        ref Entry entry = ref _entries[handle];
        entry.Due = due;
        entry.Slot = slot;
        entry.Previous = None;
        entry.Next = _heads[slot];
        if (entry.Next != None) _entries[entry.Next].Previous = handle;
        _heads[slot] = handle;
        _occupied[slot / 64] |= 1UL << (slot % 64);
    }

    private void Unlink(int handle)
    {
        ref Entry entry = ref _entries[handle];
        if (entry.Previous == None) _heads[entry.Slot] = entry.Next;
        else _entries[entry.Previous].Next = entry.Next;
        if (entry.Next != None) _entries[entry.Next].Previous = entry.Previous;
        if (_heads[entry.Slot] == None) _occupied[entry.Slot / 64] &= ~(1UL << (entry.Slot % 64));
    }

    private void Release(int handle)
    {
        _entries[handle].What = null;
        _entries[handle].Next = _free;
        _free = handle;
        Count--;
    }

    private struct Entry
    {
        internal T? What;
        internal long Due;
        internal int Slot;
        internal int Previous;
        internal int Next;
    }
}
