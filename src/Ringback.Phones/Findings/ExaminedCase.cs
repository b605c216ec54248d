using System.Collections.Immutable;
using Ringback.Phones.Cases;
using Ringback.Phones.Events;
using Ringback.Phones.Identification;

namespace Ringback.Phones.Findings;

/// <summary>
/// A case as rules look at it: what many of them look at is gathered once. Forty rules are asked of a phone whenever
/// something happens to it.
/// </summary>
/// <param name="phone">The case.</param>
internal sealed class ExaminedCase(PhoneCase phone)
{
    /// <summary>Its last boots, the oldest first.</summary>
    internal ImmutableArray<Boot> Boots { get; } = phone.Boots;

    /// <summary>The boot of now, with the one before it while it has not come up.</summary>
    internal IReadOnlyList<Boot> Latest { get; } =
        phone.Boots is [.., { IsUp: true } up] ? [up] : phone.Boots is [.., var before, var now] ? [before, now]
            : phone.Boots;

    /// <summary>The questions of these boots.</summary>
    internal IReadOnlyList<BootAsk> LatestAsks => field ??= [.. Latest.SelectMany(b => b.Asks)];

    /// <summary>All questions that are kept, oldest first.</summary>
    internal IReadOnlyList<BootAsk> AllAsks =>
        field ??= Latest.Count == Boots.Length ? LatestAsks : [.. Boots.SelectMany(b => b.Asks)];

    /// <summary>The same, the newest first, for whoever stops soon.</summary>
    internal IEnumerable<BootAsk> Backwards
    {
        get
        {
            for (int boot = Boots.Length - 1; boot >= 0; boot--)
            {
                for (int ask = Boots[boot].Asks.Length - 1; ask >= 0; ask--) yield return Boots[boot].Asks[ask];
            }
        }
    }

    /// <summary>
    /// True for a phone of somebody else's server: what answered is told by a log or a capture, which may leave out
    /// what a server of ours would know.
    /// </summary>
    internal bool IsElsewhere { get; } =
        phone.Boots is [.., var last] && last.AnyOrigin is LineOrigin or FrameOrigin;

    /// <summary>
    /// True when it asked for a file of that kind: most rules are about files that most phones never want.
    /// </summary>
    internal bool HasAsked(RequestedKind kind) => (AskedKinds!.Value >> (int)kind & 1) != 0;

    // A bit for each kind; never null.
    private long? AskedKinds => field ??= Boots.Aggregate(0L, (kinds, boot) =>
        boot.Asks.Aggregate(kinds, (all, ask) => all | (1L << (int)ask.Kind)));

    /// <inheritdoc cref="PhoneCase.Shown"/>
    internal Beliefs Shown => phone.Shown;

    /// <inheritdoc cref="PhoneCase.Family"/>
    internal string? Family => phone.Family;

    /// <inheritdoc cref="PhoneCase.Load"/>
    internal string? Load => phone.Load;

    /// <inheritdoc cref="PhoneCase.Progress"/>
    internal FirmwareProgress Progress => phone.Progress;

    /// <inheritdoc cref="PhoneCase.Conversion"/>
    internal ConversionState? Conversion => phone.Conversion;

    /// <inheritdoc cref="PhoneCase.Network"/>
    internal PhoneNetwork? Network => phone.Network;

    /// <inheritdoc cref="PhoneCase.TrustListAsks"/>
    internal int TrustListAsks => phone.TrustListAsks;

    /// <inheritdoc cref="PhoneCase.LastSeen"/>
    internal DateTimeOffset LastSeen => phone.LastSeen;
}
