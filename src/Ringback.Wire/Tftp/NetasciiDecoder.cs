namespace Ringback.Wire.Tftp;

/// <summary>
/// The translation of netascii for a file that arrives in pieces: a CR may be the last byte of one block, and its LF or
/// NUL the first of the next. The pieces together give what <see cref="Netascii.Decode"/> gives for the whole.
/// </summary>
public record struct NetasciiDecoder
{
    private const byte Cr = (byte)'\r';
    private const byte Lf = (byte)'\n';

    /// <summary>True while a CR waits for the byte that tells what it means.</summary>
    public bool IsOpen { readonly get; private set; }

    /// <summary>Bytes that <paramref name="wireLength"/> bytes can become: one more, when a CR was waiting.</summary>
    public static int LongestOutput(int wireLength) => wireLength + 1;

    /// <summary>Translates the next piece into <paramref name="local"/> and returns the bytes written.</summary>
    /// <param name="wire">The payload of the next block.</param>
    /// <param name="local">At least <see cref="LongestOutput"/>; it may not overlap the payload.</param>
    public int Decode(ReadOnlySpan<byte> wire, Span<byte> local)
    {
        int written = 0;
        while (!wire.IsEmpty)
        {
            if (IsOpen)
            {
                IsOpen = false;
                bool endsLine = wire[0] == Lf;
                local[written++] = endsLine ? Lf : Cr;
                if (endsLine || wire[0] == 0)
                {
                    wire = wire[1..];
                    continue;
                }
            }

            int plain = wire.IndexOf(Cr);
            IsOpen = plain >= 0;
            if (plain < 0) plain = wire.Length;
            wire[..plain].CopyTo(local[written..]);
            written += plain;
            wire = wire[(IsOpen ? plain + 1 : plain)..];
        }

        return written;
    }

    /// <summary>The file is over: a CR that still waits is kept, as receivers do. Returns 0 or 1.</summary>
    public int Finish(Span<byte> local)
    {
        if (!IsOpen) return 0;
        IsOpen = false;
        local[0] = Cr;
        return 1;
    }
}
