using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Ringback.Wire.Mgcp;

/// <summary>One parameter line of a command.</summary>
/// <param name="Name">The name in upper case: <c>RM</c>.</param>
/// <param name="Value">The value.</param>
public readonly record struct MgcpParameter(string Name, string Value);

/// <summary>
/// A command of a phone to its call agent on UDP 2427. RFC 3435 section 3.2 (RFC 2705 the same).
/// <code>
///   RSIP 1200 aaln/1@SEP000E84C060A6 MGCP 1.0     verb, transaction, endpoint, version
///   RM: restart                                   parameters, up to an empty line or the end
/// </code>
/// </summary>
/// <remarks>
/// Lines end in CRLF or in LF alone; the RFC asks readers to take both. Of several commands in one datagram the first
/// is read. How a 7940/60 names its endpoint is UNVERIFIED (sources.md 7940-7960 section 7.3): <c>aaln/n@name</c> is
/// expected, so nothing here depends on it but <see cref="Mac"/>.
/// </remarks>
public sealed record MgcpCommand
{
    /// <summary>The longest datagram: what the RFC tells everybody to be able to take.</summary>
    public const int MaxLength = 4000;

    /// <summary>The most parameters; the RFC knows fewer than thirty.</summary>
    public const int MaxParameters = 64;

    private const int MacDigits = 12;

    /// <summary>Four letters in upper case: <c>RSIP</c>, <c>NTFY</c>.</summary>
    public required string Verb { get; init; }

    /// <summary>The number by which the answer is known.</summary>
    public required uint TransactionId { get; init; }

    /// <summary>Who speaks, as it is written.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The protocol version behind <c>MGCP</c>, <c>1.0</c> or <c>0.1</c>; without the profile.</summary>
    public required string Version { get; init; }

    /// <summary>The parameters in their order.</summary>
    public IReadOnlyList<MgcpParameter> Parameters { get; init; } = [];

    /// <summary>
    /// The first run of exactly twelve hexadecimal digits in the endpoint, in upper case; null when there is none, as
    /// in <c>aaln/1@[192.168.1.130]</c>. UNVERIFIED for a 7940/60, as the endpoint is.
    /// </summary>
    public string? Mac
    {
        get
        {
            int start = 0;
            for (int i = 0; i <= Endpoint.Length; i++)
            {
                if (i < Endpoint.Length && char.IsAsciiHexDigit(Endpoint[i])) continue;
                if (i - start == MacDigits) return Endpoint[start..i].ToUpperInvariant();
                start = i + 1;
            }

            return null;
        }
    }

    /// <summary>The value of the first parameter of that name in any letter case; null when there is none.</summary>
    public string? Parameter(string name)
    {
        foreach (MgcpParameter parameter in Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return parameter.Value;
        }

        return null;
    }

    /// <summary>Reads the first command of a datagram.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> datagram, [NotNullWhen(true)] out MgcpCommand? command, out MgcpMalformation why)
    {
        command = null;
        if (datagram.Length > MaxLength) return Fail(MgcpMalformation.TooLong, out why);
        ReadOnlySpan<byte> rest = datagram.TrimStart("\r\n \t"u8);
        if (rest.IsEmpty) return Fail(MgcpMalformation.Empty, out why);
        if (MgcpText.IsResponse(rest)) return Fail(MgcpMalformation.IsResponse, out why);
        if (!MgcpText.TryLine(ref rest, out string line)) return Fail(MgcpMalformation.NotText, out why);

        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool isCommand = words.Length >= 5 && words[0].Length == 4 && words[0].All(char.IsAsciiLetterOrDigit)
            && words[3].Equals("MGCP", StringComparison.OrdinalIgnoreCase);
        if (!isCommand) return Fail(MgcpMalformation.CommandLineMalformed, out why);
        // NumberStyles.None takes neither sign nor blank, and nine digits fit.
        if (words[1].Length > 9 || !uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture,
            out uint transaction) || transaction == 0) return Fail(MgcpMalformation.TransactionMalformed, out why);
        List<MgcpParameter> parameters = [];
        why = MgcpText.ReadParameters(rest, parameters);
        if (why != MgcpMalformation.None) return false;

        command = new MgcpCommand
        {
            Verb = words[0].ToUpperInvariant(),
            TransactionId = transaction,
            Endpoint = words[2],
            Version = words[4],
            Parameters = parameters,
        };
        return true;
    }

    private static bool Fail(MgcpMalformation reason, out MgcpMalformation why)
    {
        why = reason;
        return false;
    }
}
