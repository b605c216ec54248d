using System.Security.Cryptography;

namespace Ringback.EndToEnd.Tests.Judged;

/// <summary>
/// What is served to the judges, made from its length alone, and the netascii of RFC 764 written apart from the
/// product's own: the judge must not share a fault with the judged.
/// </summary>
internal static class JudgedContents
{
    private const byte Cr = 13;
    private const byte Lf = 10;

    /// <summary>Bytes of every value.</summary>
    internal static byte[] Octets(int length)
    {
        byte[] content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    /// <summary>
    /// Text that is <paramref name="wireLength"/> bytes long once translated. Wherever a block ends there, it ends
    /// between the two bytes of a pair: CR LF and CR NUL in turns. In between lie line ends of every kind.
    /// </summary>
    internal static byte[] Text(int wireLength, int blockSize)
    {
        Random random = new(wireLength ^ (blockSize << 16));
        using MemoryStream content = new(wireLength);
        bool lineEnd = false;
        for (int wire = 0; wire < wireLength;)
        {
            int left = wireLength - wire;
            bool torn = (wire + 1) % blockSize == 0 && left >= 2;
            int kind = torn ? 2 + (lineEnd ? 1 : 0) : random.Next(left >= 4 ? 5 : left >= 2 ? 4 : 2);
            lineEnd ^= torn;
            switch (kind)
            {
                case 0: content.WriteByte((byte)random.Next(' ', '~')); break;
                case 1: content.WriteByte(0); break;
                case 2: content.WriteByte(Lf); break;
                case 3: content.WriteByte(Cr); break;
                default: content.Write([Cr, Lf]); break;
            }

            wire += kind switch { 0 or 1 => 1, 2 or 3 => 2, _ => 4 };
        }

        return content.ToArray();
    }

    /// <summary>LF becomes CR LF, CR becomes CR NUL.</summary>
    internal static byte[] ToNetascii(byte[] local)
    {
        using MemoryStream wire = new(local.Length * 2);
        foreach (byte one in local)
        {
            if (one == Lf) wire.WriteByte(Cr);
            wire.WriteByte(one);
            if (one == Cr) wire.WriteByte(0);
        }

        return wire.ToArray();
    }

    internal static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    internal static async Task<string> HashOfFileAsync(string path)
    {
        await using FileStream file = File.OpenRead(path);
        return Convert.ToHexString(await SHA256.HashDataAsync(file, TestContext.Current.CancellationToken));
    }
}
