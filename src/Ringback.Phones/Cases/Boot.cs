using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Ringback.Catalogue.Loads;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Cases;

/// <summary>By what it shows that a boot begins.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BootSign>))]
public enum BootSign
{
    /// <summary>It was under way when it was heard first.</summary>
    [JsonStringEnumMemberName("heard")] Heard,

    /// <summary>The phone looked for an address, or wanted back the one that it had.</summary>
    [JsonStringEnumMemberName("address")] Address,

    /// <summary>It asked for the name with which a hunt begins.</summary>
    [JsonStringEnumMemberName("hunt")] Hunt,
}

/// <summary>
/// One boot of a phone: what it asked, what it got, how each transfer ended, and how it came up or that it did not.
/// </summary>
/// <param name="At">When it began.</param>
/// <param name="Evidence">The event that shows it; null when that has no origin.</param>
/// <param name="By">By what it shows.</param>
public sealed record Boot(DateTimeOffset At, Origin? Evidence, BootSign By)
{
    /// <summary>
    /// A request that got no answer is given up after 13 s by the loader and the SIP application, after 16 and more by
    /// others (sources.md 7940-7960-code §6): in a pause shorter than that no request can have been lost for good.
    /// </summary>
    internal static readonly TimeSpan LostRequest = TimeSpan.FromSeconds(13);

    /// <summary>What it asked, oldest first; the same name several times in a row is one entry.</summary>
    public ImmutableArray<BootAsk> Asks { get; init; } = [];

    /// <summary>How it takes firmware, as its DHCP shows that begins the boot; unknown when nothing does.</summary>
    public BootCode Said { get; init; }

    /// <summary>
    /// Whether its universal loader holds both signing keys, as the name in its DHCP shows; null when nothing does.
    /// </summary>
    public bool? HoldsBothKeys { get; init; }

    /// <summary>The alarm that it sent last; null when it sent none.</summary>
    public BootAlarm? Alarm { get; init; }

    /// <summary>How it registered last, and since when; null when it did not.</summary>
    public BootRegistration? Registration { get; init; }

    /// <summary>How somebody refused to register it last; null when nobody did, and once it has registered.</summary>
    public BootRefusal? Refusal { get; init; }

    /// <summary>What it said of itself that tells what is wrong, the oldest first; the last few.</summary>
    public ImmutableArray<BootWord> Words { get; init; } = [];

    /// <summary>True once an application runs: it registered, or asked for what only an application asks for.</summary>
    [JsonIgnore]
    public bool IsUp => Registration is not null || Asks.Exists(a => a.Kind is RequestedKind.Trimming);

    /// <summary>Where what is known of it comes from: the origin of one of its events; null when none has
    /// one.</summary>
    [JsonIgnore]
    internal Origin? AnyOrigin => Asks.Length > 0 ? Asks[^1].Evidence : Evidence ?? Registration?.Evidence
        ?? Alarm?.Evidence ?? Refusal?.Evidence ?? (Words.Length > 0 ? Words[^1].Evidence : null);

    /// <summary>True when it asked for an image, or for a part of one.</summary>
    [JsonIgnore]
    public bool AskedFirmware => Asks.Exists(a => a.IsImage || a.Kind is RequestedKind.SetPart);

    /// <summary>
    /// True when between two signs of life after that time there was a pause in which a request can have been lost for
    /// good: then what was not asked proves nothing.
    /// </summary>
    internal bool MayHaveLostRequest(DateTimeOffset since, DateTimeOffset until)
    {
        DateTimeOffset last = since;
        foreach (BootAsk ask in Asks.Where(a => a.At > since))
        {
            if (ask.Began - last >= LostRequest) return true;
            last = ask.EndedAt ?? ask.At;
        }

        return until - last >= LostRequest;
    }
}

/// <summary>A phone asked for a file, once or several times in a row.</summary>
/// <param name="Name">The name exactly as the phone wrote it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Began">When it asked first.</param>
/// <param name="At">When it asked last.</param>
/// <param name="Evidence">The event of the last question; null when that has no origin.</param>
public sealed record BootAsk(
    string Name, RequestedKind Kind, DateTimeOffset Began, DateTimeOffset At, Origin? Evidence)
{
    /// <summary>The name understood, as it was when it was asked for; null in a case that was read back.</summary>
    [JsonIgnore]
    internal RequestedFile? File { get; init; }

    /// <summary>How often it asked in a row.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The port that it asked from last; 0 when not known.</summary>
    public int Port { get; init; }

    /// <summary>The sendings before the last one, while it asked in a row; the last few.</summary>
    public ImmutableArray<AskSend> Sends { get; init; } = [];

    /// <summary>
    /// The name that the server looked for instead, where it rewrites names; null when it does not, or when not known.
    /// </summary>
    public string? LookedFor { get; init; }

    /// <summary>How it was answered last.</summary>
    public AskOutcome Outcome { get; init; }

    /// <summary>The file that it got; null when it got none.</summary>
    public string? Served { get; init; }

    /// <summary>The load that the file names; null when it names none.</summary>
    public string? NamesLoad { get; init; }

    /// <summary>How the transfer ended; null while it is not known.</summary>
    public TransferOutcome? Ended { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The event of that end; null when it has no origin.</summary>
    public Origin? EndEvidence { get; init; }

    /// <summary>Bytes in a block; null when not known.</summary>
    public int? BlockSize { get; init; }

    /// <summary>Bytes that the phone acknowledged.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes of the whole; null when not known.</summary>
    public long? Length { get; init; }

    /// <summary>Packets sent again.</summary>
    public int Retransmissions { get; init; }

    /// <summary>The code of the phone's own ERROR packet; null when it sent none or it is not known.</summary>
    public int? ErrorCode { get; init; }

    /// <summary>What the phone said in it; null when it sent none.</summary>
    public string? ErrorText { get; init; }

    /// <summary>What was wrong with the name and forgiven; null when nothing was.</summary>
    public BootForgiven? Forgiven { get; init; }

    /// <summary>True when the phone acknowledged all of it: only then did it get it for certain.</summary>
    [JsonIgnore]
    public bool IsConfirmed => Ended is TransferOutcome.Delivered;

    /// <summary>True for a whole image: not for a list, and not for a part of a set.</summary>
    [JsonIgnore]
    public bool IsImage => Kind is RequestedKind.SignedImage or RequestedKind.Application
        or RequestedKind.UnsignedImage or RequestedKind.BareLoad or RequestedKind.WholeImage;

    /// <summary>Every sending that is kept of it, the oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<AskSend> AllSends => [.. Sends, new AskSend(At, Port, Evidence)
    {
        Ended = Ended, Bytes = Bytes,
    }];

    /// <summary>True for the name with which a phone begins to look for its files.</summary>
    [JsonIgnore]
    public bool BeginsHunt => Kind.BeginsHunt();

    /// <summary>
    /// True for a list that a loader had whole and did not believe: it asks for it once more after 4 to 14 s, and for
    /// nothing in it (sources.md 7940-7960-code §1, §3).
    /// </summary>
    /// <param name="next">The name that it asks for next.</param>
    /// <param name="at">When it does.</param>
    internal bool IsDistrusted(string next, DateTimeOffset at) => Kind is RequestedKind.Manifest && IsConfirmed
        && Name == next && at - EndedAt >= TimeSpan.FromSeconds(3.5) && at - EndedAt <= TimeSpan.FromSeconds(15);

    /// <summary>The name understood.</summary>
    internal RequestedFile Understood() => File ?? RequestedFile.Recognise(Name);
}

/// <summary>One sending of a question.</summary>
/// <param name="At">When.</param>
/// <param name="Port">The port that it came from; 0 when not known.</param>
/// <param name="Evidence">The event; null when that has no origin.</param>
public sealed record AskSend(DateTimeOffset At, int Port, Origin? Evidence)
{
    /// <summary>How what was sent for it ended; null when nothing was, or when that is not known.</summary>
    public TransferOutcome? Ended { get; init; }

    /// <summary>Bytes that the phone acknowledged of it.</summary>
    public long Bytes { get; init; }
}

/// <summary>A name that was forgiven.</summary>
/// <param name="Code">What was wrong with it.</param>
/// <param name="Meant">The name that was meant.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record BootForgiven(string Code, string Meant, string Advice);

/// <summary>An alarm that a phone sent as its application came up.</summary>
/// <param name="At">When.</param>
/// <param name="Evidence">The event; null when it has no origin.</param>
/// <param name="Text">What it says.</param>
/// <param name="Load">The load that it states; null when none.</param>
public sealed record BootAlarm(DateTimeOffset At, Origin? Evidence, string Text, string? Load);

/// <summary>A registration.</summary>
/// <param name="At">When; by SIP when it did so first, because it says so again for as long as it is up.</param>
/// <param name="Evidence">The event; null when it has no origin.</param>
/// <param name="Protocol">Over which protocol.</param>
/// <param name="Load">The load that the phone states; null when none.</param>
/// <param name="Version">The version that it states in its user agent; null when none.</param>
public sealed record BootRegistration(
    DateTimeOffset At, Origin? Evidence, PhoneProtocol Protocol, string? Load, string? Version);

/// <summary>A registration that was refused.</summary>
/// <param name="At">When.</param>
/// <param name="Evidence">The event; null when it has no origin.</param>
/// <param name="Protocol">Over which protocol.</param>
/// <param name="Because">Why, in the server's words; null when it gave none.</param>
public sealed record BootRefusal(DateTimeOffset At, Origin? Evidence, PhoneProtocol Protocol, string? Because);

/// <summary>Something that a phone said in its log or on its display.</summary>
/// <param name="At">When.</param>
/// <param name="Evidence">The event; null when it has no origin.</param>
/// <param name="Text">What it said.</param>
public sealed record BootWord(DateTimeOffset At, Origin? Evidence, string Text);
