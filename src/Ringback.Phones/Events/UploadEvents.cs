using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>How an upload ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UploadOutcome>))]
public enum UploadOutcome
{
    /// <summary>The file is whole and has its name.</summary>
    [JsonStringEnumMemberName("received")] Received,

    /// <summary>Nothing may be written here, or not under that name (TFTP error 2).</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It is larger than what may be written (TFTP error 3).</summary>
    [JsonStringEnumMemberName("too-large")] TooLarge,

    /// <summary>There is a file of that name, which must not be overwritten (TFTP error 6).</summary>
    [JsonStringEnumMemberName("exists")] Exists,

    /// <summary>The disk took no more (TFTP error 3).</summary>
    [JsonStringEnumMemberName("disk-full")] DiskFull,

    /// <summary>The folder holds as much as it may, or as many files (TFTP error 3).</summary>
    [JsonStringEnumMemberName("quota-full")] QuotaFull,

    /// <summary>The sender fell silent before the last block.</summary>
    [JsonStringEnumMemberName("stalled")] Stalled,

    /// <summary>The sender ended it with an ERROR packet.</summary>
    [JsonStringEnumMemberName("phone-error")] PhoneError,

    /// <summary>The sender began anew before it was done; the old transfer was dropped.</summary>
    [JsonStringEnumMemberName("restarted")] Restarted,

    /// <summary>The workbench stopped.</summary>
    [JsonStringEnumMemberName("stopped")] Stopped,
}

/// <summary>
/// Somebody sent a file, or tried to; nothing of it is left on disk unless it was received. Says nothing about what a
/// phone is: phones of this family send no files.
/// </summary>
public sealed record FileReceived : PhoneEvent
{
    /// <summary>The name exactly as the sender wrote it.</summary>
    public required string Name { get; init; }

    /// <summary>How it ended.</summary>
    public required UploadOutcome Outcome { get; init; }

    /// <summary>Bytes that arrived in order.</summary>
    public required long Bytes { get; init; }

    /// <summary>DATA blocks that arrived in order.</summary>
    public required long Blocks { get; init; }

    /// <summary>Seconds from request to end.</summary>
    public required double Seconds { get; init; }

    /// <summary>Packets sent again.</summary>
    public required int Retransmissions { get; init; }

    /// <summary>The options as they were agreed, as <c>name=value</c>; empty for a plain transfer.</summary>
    public IReadOnlyList<string> Options { get; init => field = value ?? []; } = [];

    /// <summary>What the sender said in its ERROR packet; null when it sent none.</summary>
    public string? PhoneMessage { get; init; }

    /// <summary>The sender's port.</summary>
    public int Port { get; init; }
}
