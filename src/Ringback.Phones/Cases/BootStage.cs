using System.Text.Json.Serialization;

namespace Ringback.Phones.Cases;

/// <summary>Where a phone is in its boot, as far as its requests tell.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BootStage>))]
public enum BootStage
{
    /// <summary>Not heard of.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,

    /// <summary>It asks for an address.</summary>
    [JsonStringEnumMemberName("addressing")] Addressing,

    /// <summary>It has got an address, and has not asked for a file yet.</summary>
    [JsonStringEnumMemberName("addressed")] Addressed,

    /// <summary>It asks for the files that tell it what to run.</summary>
    [JsonStringEnumMemberName("hunting")] Hunting,

    /// <summary>It reads the manifest of a load.</summary>
    [JsonStringEnumMemberName("manifest")] Manifest,

    /// <summary>It fetches the universal application loader, or an image of its own into the first bank.</summary>
    [JsonStringEnumMemberName("loading-loader")] LoadingLoader,

    /// <summary>It fetches a protocol application.</summary>
    [JsonStringEnumMemberName("loading-application")] LoadingApplication,

    /// <summary>It has a new image, writes it to flash and restarts. It must keep its power.</summary>
    [JsonStringEnumMemberName("restarting")] Restarting,

    /// <summary>The protocol application reads its configuration.</summary>
    [JsonStringEnumMemberName("configuring")] Configuring,

    /// <summary>It has registered.</summary>
    [JsonStringEnumMemberName("registered")] Registered,
}
