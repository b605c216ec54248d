using System.Runtime.InteropServices;

namespace Ringback.Observation.Sightings;

/// <summary>
/// The names that were asked for of late. A log of a gigabyte has some hundred different ones, and then no name costs
/// more than a look; who asks for a million different ones finds that the table forgets.
/// </summary>
internal sealed class NameTable
{
    /// <summary>A power of two; the few names that are their own of ten thousand phones.</summary>
    private const int Places = 64 * 1024;

    /// <summary>The longest name that TFTP carries (RFC 2347 §2: a request has 512 bytes), escaped fourfold.</summary>
    internal const int Longest = 2048;

    private readonly AskedName?[] _places = new AskedName?[Places];
    private readonly Func<ReadOnlySpan<byte>, string> _read;

    /// <param name="read">How a name is read that stands so in a log.</param>
    internal NameTable(Func<ReadOnlySpan<byte>, string> read) => _read = read;

    internal AskedName Find(ReadOnlySpan<byte> raw)
    {
        if (raw.Length > Longest) raw = raw[..Longest];
        ref AskedName? place = ref _places[Hash(raw) & (Places - 1)];
        if (place is { } known && raw.SequenceEqual(known.Raw)) return known;
        return place = new AskedName(raw.ToArray(), _read(raw));
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
