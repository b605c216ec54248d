using System.Text.Json.Serialization;

namespace Ringback.Phones.Events;

/// <summary>By what an MGCP endpoint shows that it lives.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EndpointSign>))]
public enum EndpointSign
{
    /// <summary>It answered when it was asked whether it is there (AuditEndpoint).</summary>
    [JsonStringEnumMemberName("audited")] Audited,

    /// <summary>It answered when it was asked to tell what its person does (NotificationRequest).</summary>
    [JsonStringEnumMemberName("watched")] Watched,

    /// <summary>It told what its person did (Notify).</summary>
    [JsonStringEnumMemberName("notified")] Notified,
}

/// <summary>An MGCP endpoint answered its call agent, or told it something, after it had started.</summary>
public sealed record EndpointSpoke : PhoneEvent
{
    /// <summary>How the phone names the endpoint.</summary>
    public required string Endpoint { get; init; }

    /// <summary>By what.</summary>
    public required EndpointSign Sign { get; init; }

    /// <summary>Its answer: 200 to 299 is a yes. Null when it was not asked.</summary>
    public int? Code { get; init; }

    /// <summary>
    /// What it told, in its own words, such as <c>L/hd</c> for a lifted handset; null when it was asked.
    /// </summary>
    public string? Observed { get; init; }
}

/// <summary>A phone that is up was asked for a page of its own, and what it says there of itself.</summary>
public sealed record PageRead : PhoneEvent
{
    /// <summary>The page: <c>/DeviceInformationX</c>.</summary>
    public required string Page { get; init; }

    /// <summary>Its name: <c>SEP000E84C060A6</c>; null when the page has none.</summary>
    public string? HostName { get; init; }

    /// <summary>Its model number: <c>CP-7940</c>; null when the page has none.</summary>
    public string? ModelNumber { get; init; }

    /// <summary>
    /// What it calls its application: of a 7940 the load, of a Java phone a part of it; null without.
    /// </summary>
    public string? Application { get; init; }

    /// <summary>What it calls its version: of a Java phone the load, of a 7940 its number; null without.</summary>
    public string? Version { get; init; }

    /// <summary>What it calls its boot load; null without.</summary>
    public string? BootLoad { get; init; }

    /// <summary>Its serial number; null when the page has none.</summary>
    public string? Serial { get; init; }

    /// <summary>Its hardware revision; null when the page has none.</summary>
    public string? HardwareRevision { get; init; }

    /// <summary>Its first TFTP server; null when the page has none.</summary>
    public string? TftpServer { get; init; }

    /// <summary>Its first call manager; null when the page has none.</summary>
    public string? CallManager { get; init; }
}
