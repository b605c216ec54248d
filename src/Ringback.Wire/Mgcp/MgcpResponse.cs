using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringback.Wire.Mgcp;

/// <summary>
/// A phone's answer to a command of ours. RFC 3435 section 3.3.
/// <code>
///   200 1201 OK                                   code, transaction, words
///   A: a:PCMU;PCMA, p:10-40                        parameters, up to an empty line or the end
/// </code>
/// </summary>
public sealed record MgcpResponse
{
    /// <summary>The code: 100 to 199 is for later, 200 to 299 done, above it was not.</summary>
    public required int Code { get; init; }

    /// <summary>The command that it answers.</summary>
    public required uint TransactionId { get; init; }

    /// <summary>The words behind it; empty without.</summary>
    public required string Text { get; init; }

    /// <summary>The parameters in their order.</summary>
    public IReadOnlyList<MgcpParameter> Parameters { get; init; } = [];

    /// <summary>Reads the first response of a datagram.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out MgcpResponse? response, out MgcpMalformation why)
    {
        response = null;
        why = MgcpMalformation.TooLong;
        if (datagram.Length > MgcpCommand.MaxLength) return false;
        ReadOnlySpan<byte> rest = datagram.TrimStart("\r\n \t"u8);
        why = rest.IsEmpty ? MgcpMalformation.Empty : MgcpMalformation.IsCommand;
        if (!MgcpText.IsResponse(rest)) return false;
        why = MgcpMalformation.NotText;
        if (!MgcpText.TryLine(ref rest, out string line)) return false;

        string[] words = line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
        why = MgcpMalformation.TransactionMalformed;
        // NumberStyles.None takes neither sign nor blank, and nine digits fit.
        if (words.Length < 2 || words[1].Length > 9 || !uint.TryParse(words[1], NumberStyles.None,
            CultureInfo.InvariantCulture, out uint transaction) || transaction == 0) return false;
        List<MgcpParameter> parameters = [];
        why = MgcpText.ReadParameters(rest, parameters);
        if (why != MgcpMalformation.None) return false;

        response = new MgcpResponse
        {
            Code = int.Parse(words[0], CultureInfo.InvariantCulture),
            TransactionId = transaction,
            Text = words.ElementAtOrDefault(2) ?? "",
            Parameters = parameters,
        };
        return true;
    }
}
