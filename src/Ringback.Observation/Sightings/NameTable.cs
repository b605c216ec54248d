using System.Runtime.InteropServices;

namespace Ringback.Observation.Sightings;

/// <summary>
/// The names that were asked for of late. A log of a gigabyte has some hundred different ones for each hundred phones,
/// and then no name costs more than a look; who asks for a million different ones finds that the table forgets.
/// </summary>
internal sealed class NameTable
{
    /// <summary>A power of two.</summary>
    private const int FewestPlaces = 1 << 12;

    /// <summary>The names that are their own of some ten thousand phones, with as much room again.</summary>
    private const int MostPlaces = 1 << 19;

    /// <summary>Bytes of names that are kept: what somebody writes who wants the memory is no name of phones.</summary>
    private const int MostBytes = 32 * 1024 * 1024;

    /// <summary>The longest name that TFTP carries (RFC 2347 §2: a request has 512 bytes), escaped fourfold.</summary>
    internal const int Longest = 2048;

    private readonly Func<ReadOnlySpan<byte>, string> _read;
    private AskedName?[] _places = new AskedName?[FewestPlaces];
    private int _count;
    private int _bytes;

    /// <param name="read">How a name is read that stands so in a log.</param>
    internal NameTable(Func<ReadOnlySpan<byte>, string> read) => _read = read;

    internal AskedName Find(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > Longest) raw = raw[..Longest];
        uint hash = Hash(raw);
        uint place = hash & (uint)(_places.Length - 1);
        while (_places[place] is { } known)
        {
            if (known.Hash == hash && raw.SequenceEqual(known.Raw)) return known;
            place = (place + 1) & (uint)(_places.Length - 1);
        }

        return Add(new AskedName(raw.ToArray(), _read(raw), hash));
    }

    private AskedName Add(AskedName name)
    {
        bool isFull = _bytes > MostBytes || (_count >= MostPlaces / 2 && _places.Length == MostPlaces);
        if (isFull) Forget();
        else if (_count >= _places.Length / 2) Grow();
        Put(name);
        _count++;
        _bytes += name.Raw.Length;
        return name;
    }

    private void Put(AskedName name)
    {
        uint place = name.Hash & (uint)(_places.Length - 1);
        while (_places[place] is not null) place = (place + 1) & (uint)(_places.Length - 1);
        _places[place] = name;
    }

    private void Grow()
    {
        AskedName?[] before = _places;
        _places = new AskedName?[before.Length * 4];
        foreach (AskedName? name in before)
        {
            if (name is not null) Put(name);
        }
    }

    private void Forget()
    {
        Array.Clear(_places);
        _count = 0;
        _bytes = 0;
    }

    private static uint Hash(ReadOnlySpan<byte> raw)
    {
        ulong hash = (ulong)raw.Length * 0x9E37_79B9_7F4A_7C15;
        while (raw.Length >= sizeof(ulong))
        {
            hash = (hash ^ MemoryMarshal.Read<ulong>(raw)) * 0xFF51_AFD7_ED55_8CCD;
            hash ^= hash >> 32;
            raw = raw[sizeof(ulong)..];
        }

        foreach (byte b in raw) hash = (hash ^ b) * 0x0000_0100_0000_01B3;
        return (uint)(hash ^ (hash >> 29));
    }
}
