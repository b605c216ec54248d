using System.Text.Json.Serialization;
using Ringback.Catalogue.Loads;

namespace Ringback.Catalogue;

/// <summary>What a person can do at a phone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProcedureKind>))]
public enum ProcedureKind
{
    /// <summary>Opens the settings.</summary>
    [JsonStringEnumMemberName("unlock")]
    Unlock,

    /// <summary>Forgets the settings.</summary>
    [JsonStringEnumMemberName("factory-reset")]
    FactoryReset,

    /// <summary>Forgets the firmware too.</summary>
    [JsonStringEnumMemberName("flash-format")]
    FlashFormat,

    /// <summary>Starts it again and forgets nothing.</summary>
    [JsonStringEnumMemberName("restart")]
    Restart,

    /// <summary>Something else.</summary>
    [JsonStringEnumMemberName("other")]
    Other,
}

/// <summary>How to do something at a phone: which keys, what it shows, how long it takes.</summary>
/// <param name="Id">Its name, kebab case.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">For people.</param>
/// <param name="Steps">The steps in order.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record Procedure(
    string Id, ProcedureKind Kind, string Title, IReadOnlyList<string> Steps, Evidence Evidence, string Source)
{
    /// <summary>The models it is for; empty for all of the family.</summary>
    public IReadOnlyList<string> Models { get; init => field = value ?? []; } = [];

    /// <summary>The loads it is for; null for all.</summary>
    public ProcedureLoads? Loads { get; init; }

    /// <summary>True when it brings the phone's network settings back to DHCP.</summary>
    public bool ResetsNetwork { get; init; }

    /// <summary>What the phone shows; null when nothing is known.</summary>
    public string? Shows { get; init; }

    /// <summary>How long it takes, and within what time keys must be pressed; null when nothing is known.</summary>
    public string? Takes { get; init; }

    /// <summary>What it changes, and what to have ready; null when nothing is known.</summary>
    public string? Effect { get; init; }
}

/// <summary>The loads that something at a phone is for.</summary>
public sealed record ProcedureLoads
{
    /// <summary>The protocol that they speak; null for any.</summary>
    [JsonConverter(typeof(JsonStringEnumConverter<PhoneProtocol>))]
    public PhoneProtocol? Protocol { get; init; }

    /// <summary>The first version, such as <c>4.2</c>; null for any.</summary>
    public string? From { get; init; }

    /// <summary>The first version that it is not for; null for none.</summary>
    public string? Below { get; init; }

    /// <summary>True for phones that have the universal loader, false for those from before; null for both.</summary>
    public bool? Loader { get; init; }

    /// <summary>False when it is surely not for a load.</summary>
    /// <param name="protocol">What the phone speaks; null when that is not known.</param>
    /// <param name="version">The version of its load; null when that is not known.</param>
    /// <param name="loader">Whether it has the universal loader; null when that is not known.</param>
    public bool MayInclude(PhoneProtocol? protocol, LoadVersion? version, bool? loader)
    {
        if (Protocol is { } mine && protocol is { } spoken && mine != spoken) return false;
        if (Loader is { } needed && loader is { } has && needed != has) return false;
        if (version is not { } known) return true;
        bool isOld = From is { } from && LoadVersion.TryRead(from, out LoadVersion first) && known < first;
        bool isNew = Below is { } below && LoadVersion.TryRead(below, out LoadVersion end) && known >= end;
        return !isOld && !isNew;
    }
}

/// <summary>A road that leads nowhere, and the way out.</summary>
/// <param name="Id">Its name, kebab case.</param>
/// <param name="Statement">What does not work.</param>
/// <param name="WayOut">What to do instead.</param>
/// <param name="Evidence">Kind of evidence.</param>
/// <param name="Source">Where it is written.</param>
public sealed record DeadEnd(string Id, string Statement, string WayOut, Evidence Evidence, string Source);
