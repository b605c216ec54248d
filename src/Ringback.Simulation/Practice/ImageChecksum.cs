namespace Ringback.Simulation.Practice;

/// <summary>
/// The 16 bits that a 7940's or 7960's loader counts over an image and over its DSP block (sources.md file-formats
/// §B).
/// </summary>
internal static class ImageChecksum
{
    /// <summary>The sum over bytes, some of which count as 0.</summary>
    /// <param name="bytes">What is summed.</param>
    /// <param name="blanks">What counts as 0: from, and to before.</param>
    internal static ushort Of(ReadOnlySpan<byte> bytes, params ReadOnlySpan<(int From, int To)> blanks)
    {
        uint sum = 0x5555;
        for (int i = 0; i < bytes.Length; i++)
        {
            uint value = bytes[i];
            foreach ((int from, int to) in blanks)
            {
                if (i >= from && i < to) value = 0;
            }

            sum += ((value << 8) + value) ^ (uint)(i & 0xfff);
            sum = (sum + (sum << 16)) >> 16;
        }

        return (ushort)sum;
    }
}
