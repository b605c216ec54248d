namespace Ringback.Wire.Tftp;

/// <summary>
/// The translation of netascii mode (RFC 1350 §1, RFC 764): a line end is CR LF, a carriage return that is not part
/// of one is CR NUL. Works on whole contents, so that no pair is ever torn by a block border.
/// </summary>
public static class Netascii
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    /// <summary>From the bytes on disk to the bytes on the wire.</summary>
    public static byte[] Encode(ReadOnlySpan<byte> local)
    {
        int extra = 0;
        foreach (byte b in local)
        {
            if (b is Cr or Lf) extra++;
        }

        byte[] wire = new byte[local.Length + extra];
        int at = 0;
        foreach (byte b in local)
        {
            if (b == Lf) wire[at++] = Cr;
            wire[at++] = b;
            if (b == Cr) wire[at++] = 0;
        }

        return wire;
    }

    /// <summary>From the bytes on the wire to the bytes on disk; a lone CR is kept, as receivers do.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> wire)
    {
        byte[] local = new byte[wire.Length];
        int length = 0;
        for (int i = 0; i < wire.Length; i++)
        {
            bool pair = wire[i] == Cr && i + 1 < wire.Length && wire[i + 1] is (Lf or 0);
            local[length++] = pair && wire[i + 1] == Lf ? Lf : wire[i];
            if (pair) i++;
        }

        return local[..length];
    }
}
