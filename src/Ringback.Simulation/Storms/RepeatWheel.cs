using System.Numerics;

namespace Ringback.Simulation.Storms;

/// <summary>
/// Which phones to look at when: a ring of slots of about a millisecond, each a list of phones chained through an
/// array. A phone is in it once. Its deadline only ever moves on, so a packet writes the new one into the phone and
/// nothing here; whoever is taken out too early is put back. Times are microseconds.
/// </summary>
internal sealed class RepeatWheel
{
    private const int SlotBits = 10;
    private const int Slots = 4096;
    private const int None = -1;

    private readonly int[] _first = new int[Slots];
    private readonly int[] _next;
    private readonly bool[] _isIn;
    private readonly ulong[] _filled = new ulong[Slots / 64];
    private long _turn;

    internal RepeatWheel(int phones)
    {
        _next = new int[phones];
        _isIn = new bool[phones];
        Array.Fill(_first, None);
    }

    /// <summary>Puts a phone in, when it is not in it already.</summary>
    internal void Arm(int phone, long due)
    {
        if (_isIn[phone]) return;
        _isIn[phone] = true;
        // Rounded up: in the slot that has passed when the time has come. What is further away than the ring is long
        // waits in its last slot and is put back.
        int slot = (int)(Math.Clamp((due >> SlotBits) + 1, _turn, _turn + Slots - 1) % Slots);
        _next[phone] = _first[slot];
        _first[slot] = phone;
        _filled[slot / 64] |= 1UL << (slot % 64);
    }

    /// <summary>Takes out the next phone whose slot has passed.</summary>
    internal bool TryTake(long now, out int phone)
    {
        long until = now >> SlotBits;
        for (; _turn <= until; _turn++)
        {
            int slot = (int)(_turn % Slots);
            phone = _first[slot];
            if (phone == None) continue;
            _first[slot] = _next[phone];
            if (_first[slot] == None) _filled[slot / 64] &= ~(1UL << (slot % 64));
            _isIn[phone] = false;
            return true;
        }

        phone = None;
        return false;
    }

    /// <summary>When to look again; <see cref="long.MaxValue"/> when nobody waits.</summary>
    internal long Next()
    {
        int start = (int)(_turn % Slots);
        for (int i = 0; i <= _filled.Length; i++)
        {
            int word = ((start / 64) + i) % _filled.Length;
            ulong bits = _filled[word];
            if (i == 0) bits &= ulong.MaxValue << (start % 64);
            if (bits == 0) continue;
            int slot = (word * 64) + BitOperations.TrailingZeroCount(bits);
            return (_turn + ((slot - start + Slots) % Slots)) << SlotBits;
        }

        return long.MaxValue;
    }
}
