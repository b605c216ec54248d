using System.Text.Json.Serialization;
using Ringback.Catalogue.Problems;
using Ringback.Phones.Cases;

namespace Ringback.Workbench.Contract;

/// <summary>What a person sees of a phone: one word for where it stands, the same in every place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PhoneState>))]
public enum PhoneState
{
    /// <summary>It is named in a file of phones and has not been heard of.</summary>
    [JsonStringEnumMemberName("waiting")] Waiting,

    /// <summary>It asks for an address.</summary>
    [JsonStringEnumMemberName("address")] Address,

    /// <summary>It looks for its files.</summary>
    [JsonStringEnumMemberName("hunting")] Hunting,

    /// <summary>It takes firmware.</summary>
    [JsonStringEnumMemberName("loading")] Loading,

    /// <summary>It writes flash: do not unplug.</summary>
    [JsonStringEnumMemberName("restarting")] Restarting,

    /// <summary>Its application starts.</summary>
    [JsonStringEnumMemberName("starting")] Starting,

    /// <summary>It registered, and nothing is proved.</summary>
    [JsonStringEnumMemberName("registered")] Registered,

    /// <summary>It runs what it was to run, and has shown it.</summary>
    [JsonStringEnumMemberName("proved")] Proved,

    /// <summary>Somebody is needed.</summary>
    [JsonStringEnumMemberName("attention")] Attention,

    /// <summary>Its goal was refused, and nothing was changed.</summary>
    [JsonStringEnumMemberName("refused")] Refused,

    /// <summary>It stopped in the middle.</summary>
    [JsonStringEnumMemberName("silent")] Silent,
}

/// <summary>A state, with what it rests on.</summary>
/// <param name="State">The state.</param>
/// <param name="Reason">Why a person is needed, or why it was refused; null for any other state.</param>
/// <param name="Since">Since when it is silent; null for any other state.</param>
public sealed record PhoneStateJson(PhoneState State, string? Reason = null, DateTimeOffset? Since = null)
{
    /// <summary>A phone that says nothing for so long in the middle of something is silent.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A phone needs a minute to write its flash and restart. One that did not come back after this time will not be
    /// hurt by a look at its plug.
    /// </summary>
    public static readonly TimeSpan Writing = TimeSpan.FromMinutes(5);

    /// <summary>Where a phone stands.</summary>
    /// <param name="phone">The case.</param>
    /// <param name="findings">What is wrong with it.</param>
    /// <param name="isMoving">True when a file is on its way to it just now.</param>
    /// <param name="isStopped">True when somebody said that it is to stay as it is.</param>
    /// <param name="now">The time.</param>
    public static PhoneStateJson Of(
        PhoneCase phone, IReadOnlyList<Problem> findings, bool isMoving, bool isStopped, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(phone);
        TimeSpan quiet = now - phone.LastSeen;
        if (phone.Stage is BootStage.Restarting && quiet < Writing) return new PhoneStateJson(PhoneState.Restarting);
        if (findings.FirstOrDefault(f => f.Severity is ProblemSeverity.Error) is { } error)
            return new PhoneStateJson(PhoneState.Attention, error.Message);
        if (phone.Conversion is { Status: ConversionStatus.Refused, Reason: var reason } && !isStopped)
            return new PhoneStateJson(PhoneState.Refused, reason);
        if (phone.Addressing.Silent is { } noticed && phone.Stage is BootStage.Addressing or BootStage.Addressed)
            return new PhoneStateJson(PhoneState.Silent, Since: noticed.At);
        bool isMiddle = phone.Stage is BootStage.Hunting or BootStage.Manifest or BootStage.LoadingLoader
            or BootStage.LoadingApplication or BootStage.Restarting or BootStage.Configuring;
        if (isMiddle && !isMoving && quiet >= Patience)
            return new PhoneStateJson(PhoneState.Silent, Since: phone.LastSeen);
        return new PhoneStateJson(StageOf(phone));
    }

    /// <summary>Where a phone stands by what it did last, whatever is wrong and however long ago that was.</summary>
    public static PhoneState StageOf(PhoneCase phone) => phone switch
    {
        null => throw new ArgumentNullException(nameof(phone)),
        { Stage: BootStage.Registered, Conversion.Status: ConversionStatus.Proved } => PhoneState.Proved,
        { Stage: BootStage.Registered } => PhoneState.Registered,
        { Stage: BootStage.LoadingLoader or BootStage.LoadingApplication } => PhoneState.Loading,
        { Stage: BootStage.Configuring } => PhoneState.Starting,
        { Stage: BootStage.Restarting } => PhoneState.Restarting,
        { Stage: BootStage.Addressing or BootStage.Addressed } => PhoneState.Address,
        _ => PhoneState.Hunting,
    };
}
