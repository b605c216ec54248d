using System.Text;

namespace Ringback.Wire.Mgcp;

/// <summary>The lines of commands and of responses. RFC 3435 section 3.</summary>
internal static class MgcpText
{
    /// <summary>Takes the next line; false when it is not printable ASCII.</summary>
    internal static bool TryLine(ref ReadOnlySpan<byte> rest, out string line)
    {
        int end = rest.IndexOf((byte)'\n');
        ReadOnlySpan<byte> bytes = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + 1)..];
        if (bytes is [.., (byte)'\r']) bytes = bytes[..^1];
        line = Encoding.ASCII.GetString(bytes).Replace('\t', ' ').Trim(' ');
        return line.All(c => c is >= ' ' and <= '~') && Ascii.IsValid(bytes);
    }

    /// <summary>The parameter lines, up to an empty line or the end.</summary>
    internal static MgcpMalformation ReadParameters(ReadOnlySpan<byte> rest, List<MgcpParameter> parameters)
    {
        while (!rest.IsEmpty)
        {
            if (!TryLine(ref rest, out string line)) return MgcpMalformation.NotText;
            // An empty line begins a session description, a dot the next command.
            if (line is "" or ".") break;
            if (parameters.Count == MgcpCommand.MaxParameters) return MgcpMalformation.TooManyParameters;
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) return MgcpMalformation.ParameterMalformed;
            parameters.Add(new MgcpParameter(line[..colon].Trim().ToUpperInvariant(), line[(colon + 1)..].Trim()));
        }

        return MgcpMalformation.None;
    }

    /// <summary>True for a response: it begins with three digits.</summary>
    internal static bool IsResponse(ReadOnlySpan<byte> text) =>
        text.Length >= 3 && char.IsAsciiDigit((char)text[0]) && char.IsAsciiDigit((char)text[1])
        && char.IsAsciiDigit((char)text[2]) && (text.Length == 3 || text[3] is (byte)' ' or (byte)'\t');
}
