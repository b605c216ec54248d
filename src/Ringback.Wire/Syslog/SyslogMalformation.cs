namespace Ringback.Wire.Syslog;

/// <summary>Why a line is no message. Nearly every line is one: phones say what they like.</summary>
public enum SyslogMalformation
{
    /// <summary>It is one.</summary>
    None,

    /// <summary>Nothing is said: white space, line ends and NULs.</summary>
    Empty,
}
