using System.Globalization;

namespace Ringback.Wire.Tftp;

/// <summary>What the server is willing to agree to.</summary>
/// <param name="MaximumBlockSize">Largest block, RFC 2348 allows 65464.</param>
/// <param name="MaximumWindowSize">Largest window, RFC 7440; more than 64 gains nothing and hurts under loss.</param>
public sealed record TftpLimits(int MaximumBlockSize = 65464, int MaximumWindowSize = 64);

/// <summary>The terms of one transfer, agreed before its first block.</summary>
/// <param name="BlockSize">Bytes in every block but the last.</param>
/// <param name="WindowSize">Blocks sent before an acknowledgement is awaited.</param>
/// <param name="Timeout">The client's own retransmission time, obeyed as it is; null when it asked for none.</param>
/// <param name="Agreed">What the OACK says, in the client's order; empty means: no OACK, the first DATA at
/// once.</param>
public sealed record TftpTerms(int BlockSize, int WindowSize, TimeSpan? Timeout, IReadOnlyList<TftpOption> Agreed)
{
    /// <summary>RFC 1350 without any option: what every phone of the 7940/7960 family speaks.</summary>
    public static TftpTerms Plain { get; } = new(512, 1, null, []);

    /// <summary>
    /// True for a client that counts 65535, 1 where most count 65535, 0. Not negotiated, and of interest only in a
    /// file of more than 65535 blocks: the shell knows it of the client's model.
    /// </summary>
    public bool WrapsToOne { get; init; }
}

/// <summary>
/// The server's half of option negotiation: RFC 2347 in general, 2348 <c>blksize</c>, 2349 <c>timeout</c> and
/// <c>tsize</c>, 7440 <c>windowsize</c>. Options are answered only when asked, once each, in the client's order;
/// unknown ones are ignored; values outside what the RFC allows are refused with ERROR 8.
/// </summary>
public static class TftpNegotiation
{
    /// <summary>The words of the refusal; atftp's own test suite looks for them.</summary>
    public const string RefusalMessage = "Failure to negotiate RFC2347 options";

    /// <summary>Agrees the terms of a read of content of <paramref name="length"/> bytes, or refuses.</summary>
    /// <returns>False when a value is outside its RFC's range: answer ERROR 8 and end.</returns>
    public static bool TryAgree(
        IReadOnlyList<TftpOption> asked, long length, TftpLimits limits, out TftpTerms terms) =>
        TryAgree(asked, (long?)length, limits, out terms);

    /// <summary>
    /// Agrees the terms of a write, or refuses. The transfer size is the client's own word and is echoed as it stands
    /// (RFC 2349); the shell reads it with <see cref="AnnouncedSize"/> and refuses with ERROR 3 what does not fit.
    /// </summary>
    /// <returns>False when a value is outside its RFC's range: answer ERROR 8 and end.</returns>
    public static bool TryAgreeWrite(IReadOnlyList<TftpOption> asked, TftpLimits limits, out TftpTerms terms) =>
        TryAgree(asked, null, limits, out terms);

    /// <summary>The size that a write announces; null when it announces none, or none that is a number.</summary>
    public static long? AnnouncedSize(IReadOnlyList<TftpOption> asked)
    {
        foreach (TftpOption option in asked)
        {
            if (option.Is(TftpOption.TransferSize) && Number(option, 0, long.MaxValue, out long size)) return size;
        }

        return null;
    }

    private static bool TryAgree(
        IReadOnlyList<TftpOption> asked, long? length, TftpLimits limits, out TftpTerms terms)
    {
        terms = TftpTerms.Plain;
        int blockSize = 512, windowSize = 1;
        TimeSpan? timeout = null;
        List<TftpOption> agreed = [];

        foreach (TftpOption option in asked)
        {
            if (agreed.Exists(a => a.Is(option.Name))) continue;
            if (option.Is(TftpOption.BlockSize))
            {
                if (!Number(option, 8, 65464, out long size)) return false;
                blockSize = (int)Math.Min(size, limits.MaximumBlockSize);
                agreed.Add(Answer(option, blockSize));
            }
            else if (option.Is(TftpOption.WindowSize))
            {
                if (!Number(option, 1, 65535, out long size)) return false;
                windowSize = (int)Math.Min(size, limits.MaximumWindowSize);
                agreed.Add(Answer(option, windowSize));
            }
            else if (option.Is(TftpOption.Timeout))
            {
                if (!Number(option, 1, 255, out long seconds)) return false;
                timeout = TimeSpan.FromSeconds(seconds);
                agreed.Add(Answer(option, seconds));
            }
            else if (option.Is(TftpOption.TransferSize) && Number(option, 0, long.MaxValue, out _))
            {
                // RFC 2349 allows to ignore it, and curl takes a size of 0 for an error: an empty file has none.
                if (length == 0) continue;
                agreed.Add(length is { } known ? Answer(option, known) : option);
            }
        }

        if (agreed.Count > 0) terms = new TftpTerms(blockSize, windowSize, timeout, agreed);
        return true;
    }

    private static TftpOption Answer(TftpOption asked, long value) =>
        new(asked.Name, value.ToString(CultureInfo.InvariantCulture));

    private static bool Number(TftpOption option, long least, long most, out long value) =>
        long.TryParse(option.Value, NumberStyles.None, CultureInfo.InvariantCulture, out value)
        && value >= least && value <= most;
}
