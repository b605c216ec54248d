namespace Ringback.Files.Profiles;

/// <summary>
/// Tags and lengths: one byte up to 0x7F; above it two, big-endian, with the top bit set. Up to 0x7FFF.
/// </summary>
internal static class ProfileVarint
{
    internal const int Largest = 0x7FFF;

    internal static void Write(List<byte> to, int value)
    {
        if (value > 0x7F) to.Add((byte)(0x80 | value >> 8));
        to.Add((byte)value);
    }

    internal static bool TryRead(ReadOnlySpan<byte> from, ref int at, out int value)
    {
        value = 0;
        if (at >= from.Length) return false;
        value = from[at++];
        if (value < 0x80) return true;
        if (at >= from.Length) return false;
        value = (value & 0x7F) << 8 | from[at++];
        return true;
    }
}
