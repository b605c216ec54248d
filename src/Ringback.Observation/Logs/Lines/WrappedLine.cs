namespace Ringback.Observation.Logs.Lines;

/// <summary>
/// Finds the line of a log within what other programs have put around it: numbers of lines, names of files, times and
/// machines of whoever passed it on, columns of a table, quotation marks.
/// </summary>
internal static class WrappedLine
{
    /// <summary>What is put around a line is shorter than that.</summary>
    private const int Searched = 256;

    /// <summary>Where the next place is at which a line may begin; -1 when there is none.</summary>
    /// <param name="text">The line.</param>
    /// <param name="after">The place before.</param>
    internal static int NextStart(ReadOnlySpan<byte> text, int after)
    {
        int most = Math.Min(text.Length, Searched);
        for (int at = after + 1; at < most; at++)
        {
            if (IsEdge(text[at]) || !IsEdge(text[at - 1])) continue;
            // Behind a blank a line begins with its time, its priority or its program only.
            if (!IsBlank(text[at - 1]) || IsBehindColumn(text, at) || BeginsLine(text[at..])) return at;
        }

        return -1;
    }

    /// <summary>The line that begins there, without what was put behind it.</summary>
    internal static ReadOnlySpan<byte> From(ReadOnlySpan<byte> text, int at)
    {
        ReadOnlySpan<byte> within = text[at..];
        if (at == 0) return within;
        byte before = text[at - 1];
        // "message repeated 2 times: [ RRQ from …]"
        if (before == ' ' && at > 1 && text[at - 2] == '[' && within is [.., (byte)']']) return within[..^1];
        if (before is not ((byte)'"' or (byte)'\'')) return within;
        int end = EndOfColumn(within, before);
        return end < 0 ? within : Single(within[..end], before);
    }

    private static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    private static bool IsEdge(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'|' or (byte)',' or (byte)';'
        or (byte)'"' or (byte)'\'' or (byte)':' or (byte)'>' or (byte)']' or (byte)')' or (byte)'-' or (byte)'=';

    /// <summary>True behind a bar, a tabulator, or a number and a mark at the beginning.</summary>
    private static bool IsBehindColumn(ReadOnlySpan<byte> text, int at)
    {
        if (text[at - 1] == '\t') return true;
        ReadOnlySpan<byte> before = text[..at].TrimEnd((byte)' ');
        if (before is [.., (byte)'|' or (byte)']' or (byte)')' or (byte)'\t']) return true;
        before = before.Trim(" #.:"u8);
        return before.Length is > 0 and < 8 && before.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
    }

    private static bool BeginsLine(ReadOnlySpan<byte> text)
    {
        const int shortest = 8;
        if (TimeText.TryRead(text, out _, out int length) && length >= shortest) return true;
        if (text is [(byte)'<', >= (byte)'0' and <= (byte)'9', ..]) return true;
        // in.tftpd[8214]: words
        int end = text.IndexOf((byte)' ');
        return end > 0 && text[..end] is [.., >= (byte)'0' and <= (byte)'9', (byte)']', (byte)':'];
    }

    private static int EndOfColumn(ReadOnlySpan<byte> within, byte mark)
    {
        for (int i = 0; i < within.Length; i++)
        {
            if (within[i] != mark) continue;
            if (i + 1 < within.Length && within[i + 1] == mark) i++;
            else if (i + 1 == within.Length || within[i + 1] is (byte)',' or (byte)';' or (byte)'\t') return i;
            else if (within[i + 1] == ' ' && BeginsPair(within[(i + 2)..])) return i;
        }

        return -1;
    }

    /// <summary><c>level=info</c>.</summary>
    private static bool BeginsPair(ReadOnlySpan<byte> text)
    {
        int end = text.IndexOfAnyExceptInRange((byte)'a', (byte)'z');
        return end > 0 && text[end] is (byte)'=' or (byte)'_' or (byte)'.';
    }

    /// <summary>Within a column quotation marks are doubled.</summary>
    private static ReadOnlySpan<byte> Single(ReadOnlySpan<byte> column, byte mark)
    {
        if (column.IndexOf([mark, mark]) < 0) return column;
        List<byte> single = new(column.Length);
        for (int i = 0; i < column.Length; i++)
        {
            single.Add(column[i]);
            if (column[i] == mark && i + 1 < column.Length && column[i + 1] == mark) i++;
        }

        return (byte[])[.. single];
    }
}
