namespace Ringback.Files.Generation;

/// <summary>
/// What a phone is to be set to, in words that fit every model. Null and empty mean: leave it to the phone, which has
/// a value of its own for everything but the call server.
/// </summary>
public sealed record PhoneSettings
{
    /// <summary>Where it registers; every load but an MGCP one needs it.</summary>
    public CallServer? Server { get; init; }

    /// <summary>Where it registers when the first server is gone, in this order.</summary>
    public IReadOnlyList<CallServer> BackupServers { get; init; } = [];

    /// <summary>
    /// Its lines. Without one a SIP phone gets a line that is named after its MAC address. An SCCP phone is told its
    /// lines by the call server.
    /// </summary>
    public IReadOnlyList<PhoneLine> Lines { get; init; } = [];

    /// <summary>Numbers on the line keys behind the lines.</summary>
    public IReadOnlyList<SpeedDial> SpeedDials { get; init; } = [];

    /// <summary>The text in the corner of the screen.</summary>
    public string? Label { get; init; }

    /// <summary>What the phone asks for before its settings can be changed.</summary>
    public string? PhonePassword { get; init; }

    /// <summary>
    /// <c>Europe/Berlin</c>, or a name of Cisco's: <c>W. Europe Standard/Daylight Time</c>, <c>CET</c>.
    /// </summary>
    public string? TimeZone { get; init; }

    /// <summary><c>D/M/Y</c>: the letters D, M and Y (or YY) in any order with <c>/</c>, <c>-</c> or <c>.</c></summary>
    public string? DateFormat { get; init; }

    /// <summary>True for 14:00, false for 2 p.m.</summary>
    public bool? Clock24 { get; init; }

    /// <summary>Where it asks for the time.</summary>
    public string? NtpServer { get; init; }

    /// <summary>When a dialled number is complete; empty leaves it to a timeout or the dial key.</summary>
    public IReadOnlyList<DialRule> DialPlan { get; init; } = [];

    /// <summary>The name of the file with the dial plan; phones with other rules need other names.</summary>
    public string DialPlanFile { get; init; } = "dialplan.xml";

    /// <summary>The name of a soft key file that lies on the server already.</summary>
    public string? SoftKeysFile { get; init; }

    /// <summary>Rings that the user can choose; their sounds must lie on the server.</summary>
    public IReadOnlyList<RingTone> Rings { get; init; } = [];

    /// <summary>What the messages key dials.</summary>
    public string? VoicemailNumber { get; init; }

    /// <summary>The codec that is offered first.</summary>
    public PhoneCodec? Codec { get; init; }

    /// <summary>How keys are sent during a call.</summary>
    public DtmfMode? Dtmf { get; init; }

    /// <summary>How SIP travels; UDP unless it says otherwise.</summary>
    public SipTransport? Transport { get; init; }

    /// <summary>Whether the phone answers a browser.</summary>
    public bool? WebAccess { get; init; }

    /// <summary>Whether it answers on SSH.</summary>
    public bool? SshAccess { get; init; }

    /// <summary>Who may log in by SSH.</summary>
    public string? SshUser { get; init; }

    /// <summary>With which password.</summary>
    public string? SshPassword { get; init; }

    /// <summary>Whether the settings menu opens.</summary>
    public bool? SettingsAccess { get; init; }

    /// <summary>Whether it believes address announcements that nobody asked for.</summary>
    public bool? GratuitousArp { get; init; }

    /// <summary>Whether a computer behind the phone sees the phone's packets too.</summary>
    public bool? SpanToPcPort { get; init; }

    /// <summary>Its language and its tones; the files of both must lie on the server.</summary>
    public PhoneLocale? Locale { get; init; }

    /// <summary>What the services key opens.</summary>
    public string? ServicesUrl { get; init; }

    /// <summary>What the directories key opens.</summary>
    public string? DirectoryUrl { get; init; }

    /// <summary>The picture on the screen of a 7940 or 7960 with SIP: a BMP of 90 × 56.</summary>
    public string? LogoUrl { get; init; }
}

/// <summary>A call server.</summary>
/// <param name="Host">Its address or its name.</param>
public sealed record CallServer(string Host)
{
    /// <summary>Where it takes SIP.</summary>
    public int SipPort { get; init; } = 5060;

    /// <summary>Where it takes SCCP, over TCP.</summary>
    public int SccpPort { get; init; } = 2000;
}

/// <summary>One line.</summary>
/// <param name="Name">What it is called at the server, usually the number.</param>
public sealed record PhoneLine(string Name)
{
    /// <summary>The name for the password; null is the line's name.</summary>
    public string? AuthName { get; init; }

    /// <summary>The password; null is none.</summary>
    public string? Password { get; init; }

    /// <summary>Whom the other side sees; null is the line's name.</summary>
    public string? DisplayName { get; init; }

    /// <summary>What stands beside the key; null is the line's name.</summary>
    public string? Label { get; init; }

    /// <summary>The user part of the contact, where that is not the name: SIP 8.12 and the Java phones.</summary>
    public string? Contact { get; init; }

    /// <summary>The server of this line alone; null is the phone's.</summary>
    public CallServer? Server { get; init; }
}

/// <summary>A number on a key.</summary>
/// <param name="Number">What is dialled.</param>
/// <param name="Label">What stands beside the key.</param>
public sealed record SpeedDial(string Number, string Label);

/// <summary>One rule of a dial plan (sources.md other-phones §4.4).</summary>
/// <param name="Match">
/// <c>.</c> is one key, <c>*</c> any number of them, <c>,</c> gives a second dial tone, <c>\*</c> is the star key.
/// </param>
/// <param name="TimeoutSeconds">Seconds until the number is dialled; 0 dials at once.</param>
public sealed record DialRule(string Match, int TimeoutSeconds)
{
    /// <summary>What is dialled instead.</summary>
    public string? Rewrite { get; init; }

    /// <summary>The second dial tone, such as <c>Bellcore-Outside</c>.</summary>
    public string? Tone { get; init; }
}

/// <summary>A ring.</summary>
/// <param name="DisplayName">What the user sees.</param>
/// <param name="FileName">Its sound on the server.</param>
public sealed record RingTone(string DisplayName, string FileName);

/// <summary>A language and the tones of a country.</summary>
/// <param name="Name">The folder of its files: <c>German_Germany</c>.</param>
/// <param name="LanguageCode">Its code: <c>de_DE</c>.</param>
public sealed record PhoneLocale(string Name, string LanguageCode)
{
    /// <summary>The folder of the country's tones, <c>Germany</c>; null for the phone's own.</summary>
    public string? NetworkLocale { get; init; }
}

/// <summary>A codec that these phones prefer.</summary>
public enum PhoneCodec
{
    /// <summary>G.711 µ-law.</summary>
    G711Ulaw,

    /// <summary>G.711 A-law.</summary>
    G711Alaw,

    /// <summary>G.729A.</summary>
    G729,
}

/// <summary>How keys are sent during a call.</summary>
public enum DtmfMode
{
    /// <summary>As events of RFC 2833 when the other side takes them.</summary>
    OutOfBand,

    /// <summary>As events in any case.</summary>
    AlwaysOutOfBand,

    /// <summary>As tones in the sound.</summary>
    InBand,
}

/// <summary>How SIP travels.</summary>
public enum SipTransport
{
    /// <summary>UDP.</summary>
    Udp,

    /// <summary>TCP.</summary>
    Tcp,
}
