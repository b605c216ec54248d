namespace Ringback.Wire.Syslog;

/// <summary>How urgent a message is (RFC 5424 table 2).</summary>
public enum SyslogSeverity
{
    /// <summary>Nothing works any more.</summary>
    Emergency,

    /// <summary>Somebody must do something at once.</summary>
    Alert,

    /// <summary>Critical.</summary>
    Critical,

    /// <summary>An error.</summary>
    Error,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>Usual, and worth a note.</summary>
    Notice,

    /// <summary>For information.</summary>
    Informational,

    /// <summary>For whoever looks for a fault.</summary>
    Debug,
}

/// <summary>The number in pointed brackets that most messages begin with: facility times 8 plus severity.</summary>
/// <param name="Value">0 to 191.</param>
public readonly record struct SyslogPriority(byte Value)
{
    /// <summary>The largest value: facility 23, severity 7.</summary>
    public const int Largest = 191;

    // RFC 5424 table 1 has descriptions; these are the names that everybody writes.
    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp", "ntp",
        "audit", "alert", "clock", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    /// <summary>How urgent.</summary>
    public SyslogSeverity Severity => (SyslogSeverity)(Value & 7);

    /// <summary>The kind of program that speaks: <c>user</c>, <c>daemon</c>, <c>local7</c>.</summary>
    public string Facility => Facilities[Value >> 3];
}
