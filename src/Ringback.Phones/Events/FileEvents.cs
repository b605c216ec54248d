using System.Text.Json.Serialization;
using Ringback.Catalogue;
using Ringback.Files.Configuration;

namespace Ringback.Phones.Events;

/// <summary>How a question for a file was answered.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AskOutcome>))]
public enum AskOutcome
{
    /// <summary>The phone gets content.</summary>
    [JsonStringEnumMemberName("served")] Served,

    /// <summary>There is no such file for this phone (TFTP error 1).</summary>
    [JsonStringEnumMemberName("not-here")] NotHere,

    /// <summary>There is such a file, or there could be, but this phone must not have it (TFTP error 2).</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>Not seen: somebody's log tells the question and not what came of it.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}

/// <summary>By which protocol a file is asked for and sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Transport>))]
public enum Transport
{
    /// <summary>TFTP, which every phone speaks.</summary>
    [JsonStringEnumMemberName("tftp")] Tftp,

    /// <summary>HTTP on port 6970, which Java phones from 9.x on try first.</summary>
    [JsonStringEnumMemberName("http")] Http,
}

/// <summary>A phone asked for a file, and was answered.</summary>
public sealed record FileAsked : PhoneEvent
{
    /// <summary>By which protocol; TFTP where nothing is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Transport Transport { get; init; }

    /// <summary>The name exactly as the phone wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>How it was answered.</summary>
    public required AskOutcome Outcome { get; init; }

    /// <summary>The name of the file that it got; null when it got none.</summary>
    public string? Served { get; init; }

    /// <summary>Bytes of the content it got; null when it got none.</summary>
    public long? Length { get; init; }

    /// <summary>
    /// SHA-256 of the content it got, in lower-case hexadecimal; null when it got none, or when nobody had worked it
    /// out: a phone never waits for it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Sha256 { get; init; }

    /// <summary>The order that this answer follows; null when there is none for this phone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OrderMark? Order { get; init; }

    /// <summary>The load that a configuration file served here names; null when it names none.</summary>
    public string? NamesLoad { get; init; }

    /// <summary>
    /// Why, in words for a person; null where it was somebody else who answered, and only the answer was seen.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }

    /// <summary>The options of the request as <c>name=value</c>; empty for a plain request.</summary>
    public IReadOnlyList<string> Options { get; init => field = value ?? []; } = [];

    /// <summary>The phone's port, which tells one transfer from another.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The MAC address that the kernel has at the asking address, of a question with a MAC in its name; null when it is
    /// not known. It need not be the phone's: it can be that of whatever translates addresses for it.
    /// </summary>
    public MacAddress? Sitter { get; init; }

    /// <summary>
    /// The name that the server looked for instead, where rules of its own rewrite names; null when it looked for the
    /// very name, and where that is not known.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? LookedFor { get; init; }
}

/// <summary>A phone asked for a name that does not exist as written, and got the file that was meant.</summary>
public sealed record NameForgiven : PhoneEvent
{
    /// <summary>The name exactly as the phone wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>The name with its invisible characters made visible.</summary>
    public required string Shown { get; init; }

    /// <summary>The name that was meant.</summary>
    public required string Meant { get; init; }

    /// <summary>
    /// What was wrong: <c>stray-character-in-name</c>, <c>wrong-case-in-name</c> or <c>foreign-path</c>.
    /// </summary>
    public required string Code { get; init; }

    /// <summary>The offending bytes; empty when only letter case or a path prefix was off.</summary>
    public IReadOnlyList<StrayByte> Stray { get; init => field = value ?? []; } = [];

    /// <summary>The file on disk that the stray byte came from; null when none here carries it.</summary>
    public string? Source { get; init; }

    /// <summary>What to do about it.</summary>
    public required string Advice { get; init; }
}

/// <summary>One of the user's own files was served with another load in it, or without its trailing bytes.</summary>
public sealed record LoadValueReplaced : PhoneEvent
{
    /// <summary>The user's file.</summary>
    public required string File { get; init; }

    /// <summary>The key or element whose value was replaced; <c>OS79XX.TXT</c> is all value.</summary>
    public required string Key { get; init; }

    /// <summary>The value on disk, with invisible characters made visible; null when there was none.</summary>
    public string? From { get; init; }

    /// <summary>The value that the phone got.</summary>
    public required string To { get; init; }

    /// <summary>
    /// Why, in words for a person; null where it was somebody else who answered, and only the answer was seen.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Because { get; init; }
}

/// <summary>A file is on its way. Written at every tenth part, not at every packet.</summary>
public sealed record TransferProgressed : PhoneEvent
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes that the phone has acknowledged.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of the whole file.</summary>
    public required long Length { get; init; }
}

/// <summary>How a transfer ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TransferOutcome>))]
public enum TransferOutcome
{
    /// <summary>The phone acknowledged every block.</summary>
    [JsonStringEnumMemberName("delivered")] Delivered,

    /// <summary>Every block was sent and all but the last acknowledged: it probably arrived.</summary>
    [JsonStringEnumMemberName("unconfirmed")] Unconfirmed,

    /// <summary>The phone stopped acknowledging in the middle.</summary>
    [JsonStringEnumMemberName("stalled")] Stalled,

    /// <summary>The phone never acknowledged anything: our replies do not reach it, or it is gone.</summary>
    [JsonStringEnumMemberName("never-answered")] NeverAnswered,

    /// <summary>The phone ended it with an ERROR packet.</summary>
    [JsonStringEnumMemberName("phone-error")] PhoneError,

    /// <summary>The phone asked again before it was done; the old transfer was dropped.</summary>
    [JsonStringEnumMemberName("restarted")] Restarted,

    /// <summary>The workbench stopped.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,

    /// <summary>The file became shorter or went away while it was sent; the phone was told to begin anew.</summary>
    [JsonStringEnumMemberName("file-changed")] FileChanged,

    /// <summary>
    /// The request's options have values that no RFC allows; the client was told, and nothing was sent.
    /// </summary>
    [JsonStringEnumMemberName("options-refused")] OptionsRefused,
}

/// <summary>A transfer ended, well or badly.</summary>
public sealed record TransferEnded : PhoneEvent
{
    /// <summary>By which protocol; TFTP where nothing is said.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Transport Transport { get; init; }

    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>How it ended.</summary>
    public required TransferOutcome Outcome { get; init; }

    /// <summary>Bytes that the phone acknowledged.</summary>
    public required long Bytes { get; init; }

    /// <summary>Bytes of the whole file.</summary>
    public required long Length { get; init; }

    /// <summary>DATA blocks of the whole file.</summary>
    public required long Blocks { get; init; }

    /// <summary>Packets sent again.</summary>
    public required int Retransmissions { get; init; }

    /// <summary>Seconds from request to end.</summary>
    public required double Seconds { get; init; }

    /// <summary>What the phone said in its ERROR packet; null when it sent none.</summary>
    public string? PhoneMessage { get; init; }

    /// <summary>The code of that packet; null when it sent none, and in what older versions wrote.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PhoneErrorCode { get; init; }

    /// <summary>The phone's port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// The options as they were agreed, as <c>name=value</c>; empty for a plain transfer, and in what older versions
    /// wrote.
    /// </summary>
    public IReadOnlyList<string> Options { get; init => field = value ?? []; } = [];

    /// <summary>Bytes in a block; null in what older versions wrote.</summary>
    public int? BlockSize { get; init; }

    /// <summary>Blocks in a window, 1 without the option; null in what older versions wrote.</summary>
    public int? WindowSize { get; init; }

    /// <summary>Acknowledged bytes in a second, from request to end; null when it was over at once.</summary>
    public double? BytesPerSecond { get; init; }

    /// <summary>The smoothed round trip at the end; null when none was measured.</summary>
    public double? RoundTripSeconds { get; init; }

    /// <summary><c>octet</c> or <c>netascii</c>; null in what older versions wrote.</summary>
    public string? Mode { get; init; }

    /// <summary>
    /// True when the phone acknowledged all but the last block: it sends that acknowledgement once, goes on, and asks
    /// for its next file, perhaps before the server has given up.
    /// </summary>
    [JsonIgnore]
    public bool LacksLastAcknowledgement => Outcome is TransferOutcome.Unconfirmed
        || (Outcome is TransferOutcome.Restarted && Bytes > 0 && BlockSize is { } size
            && Length >= Bytes && Length - Bytes <= size);
}
