using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Ringback.Simulation.Practice;

/// <summary>Parts of the 7921, 7925 and 7926: the MD5 in front, zeros, and the mark.</summary>
/// <remarks>sources.md other-phones §2.12.</remarks>
internal static class PracticeWireless
{
    private const int HeaderLength = 0x40;

    [SuppressMessage("Security", "CA5351", Justification = "The digest that the phones' own files carry.")]
    internal static byte[] Part(string name, PracticeSizes sizes, out string md5)
    {
        byte[] part = new byte[HeaderLength + sizes.PartBytes];
        part[0x2f] = 1;
        PracticeImage.FillBody(part.AsSpan(HeaderLength), name);
        md5 = Convert.ToHexStringLower(MD5.HashData(part));
        Encoding.ASCII.GetBytes(md5, part);
        return part;
    }
}
