using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Ringback.Wire.Sccp;

/// <summary>
/// The message that a phone sends when it connects, before or after it registers: why it came, and the load it runs.
/// sources.md 7940-7960 section 7.1; numbers little-endian.
/// <code>
///   0          4                              84            88            92
///  +----------+------------------------------+-------------+-------------+
///  | severity | text, ended by NUL           | parameter 1 | parameter 2 |
///  +----------+------------------------------+-------------+-------------+
/// </code>
/// The text is <c>25: Name=SEP000E325C9A43 Load=7.2(2.0) Last=Reset-Reset</c>. A 7940/60 is seen to state its version
/// the way Cisco's documents write it, other phones the name of the load, so both must be expected in
/// <see cref="Load"/>. Later phones put a blank after <c>Load=</c>, and this reader takes it.
/// </summary>
public sealed record SccpAlarm
{
    private const int TextAt = 4;
    private const int TextLength = 80;
    private const int Parameter1At = TextAt + TextLength;
    private const int Parameter2At = Parameter1At + 4;
    private const int Length = Parameter2At + 4;

    /// <summary>How bad it is, in the phone's own numbers.</summary>
    public uint Severity { get; init; }

    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The first parameter; 0 when the payload ends before it.</summary>
    public uint Parameter1 { get; init; }

    /// <summary>The second parameter, often the phone's address; 0 when the payload ends before it.</summary>
    public uint Parameter2 { get; init; }

    /// <summary>What follows <c>Load=</c>, as it is written; null when the text has none.</summary>
    public string? Load => Word("Load=");

    /// <summary>What follows <c>Name=</c>; null when the text has none.</summary>
    public string? Name => Word("Name=");

    /// <summary>What follows <c>Last=</c>: why the phone left its last server; null when the text has none.</summary>
    public string? Last => Word("Last=");

    /// <summary>Reads the payload of an <see cref="SccpMessageId.Alarm"/>; only the severity is a must.</summary>
    public static bool TryRead(
        ReadOnlySpan<byte> payload, [NotNullWhen(true)] out SccpAlarm? alarm, out SccpMalformation why)
    {
        alarm = null;
        why = payload.Length < TextAt ? SccpMalformation.PayloadCut : SccpMalformation.None;
        if (why != SccpMalformation.None) return false;

        alarm = new SccpAlarm
        {
            Severity = BinaryPrimitives.ReadUInt32LittleEndian(payload),
            Text = SccpText.Read(payload[TextAt..Math.Min(payload.Length, Parameter1At)]),
            Parameter1 = NumberAt(payload, Parameter1At),
            Parameter2 = NumberAt(payload, Parameter2At),
        };
        return true;
    }

    /// <summary>Writes the payload as a simulated phone sends it; a text beyond 79 characters is cut.</summary>
    public byte[] Write()
    {
        byte[] payload = new byte[Length];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, Severity);
        SccpText.Write(payload.AsSpan(TextAt, TextLength), Text);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(Parameter1At), Parameter1);
        BinaryPrimitives.WriteUInt32LittleEndian(payload.AsSpan(Parameter2At), Parameter2);
        return payload;
    }

    private static uint NumberAt(ReadOnlySpan<byte> payload, int at) =>
        payload.Length >= at + 4 ? BinaryPrimitives.ReadUInt32LittleEndian(payload[at..]) : 0;

    private string? Word(string key)
    {
        int at = Text.IndexOf(key, StringComparison.Ordinal);
        // A word of its own: InactiveLoad= of later phones is another thing.
        while (at > 0 && Text[at - 1] != ' ') at = Text.IndexOf(key, at + 1, StringComparison.Ordinal);
        if (at < 0) return null;

        ReadOnlySpan<char> rest = Text.AsSpan(at + key.Length).TrimStart(' ');
        int end = rest.IndexOf(' ');
        ReadOnlySpan<char> word = end < 0 ? rest : rest[..end];
        // The next key is not the value of this one.
        return word.IsEmpty || word.Contains('=') ? null : word.ToString();
    }
}
