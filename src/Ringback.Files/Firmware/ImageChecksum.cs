namespace Ringback.Files.Firmware;

/// <summary>
/// The sum with which a 7940, 7960 or 7910 checks an image and its DSP block (sources.md file-formats §B): 16 bits,
/// each byte with its place.
/// </summary>
internal static class ImageChecksum
{
    /// <summary>The sum of bytes of which some count as zero.</summary>
    /// <param name="bytes">What is summed.</param>
    /// <param name="blanks">The places that count as zero, from and to; beyond the end they do not matter.</param>
    internal static uint Of(ReadOnlySpan<byte> bytes, params ReadOnlySpan<(int From, int To)> blanks)
    {
        uint sum = 0x5555;
        for (int i = 0; i < bytes.Length; i++)
        {
            uint value = bytes[i];
            foreach ((int from, int to) in blanks)
            {
                if (i >= from && i < to) value = 0;
            }

            sum += (value * 0x101) ^ ((uint)i & 0xfff);
            sum = (sum + (sum << 16)) >> 16;
        }

        return sum;
    }
}
