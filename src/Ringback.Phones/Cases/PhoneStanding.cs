namespace Ringback.Phones.Cases;

/// <summary>How much a phone has shown of being one; the more, the later it is forgotten.</summary>
public enum PhoneStanding
{
    /// <summary>It was heard in DHCP, or somebody spoke of it.</summary>
    Heard,

    /// <summary>It asked for a file that phones ask for.</summary>
    Asked,

    /// <summary>It had a file of firmware whole, or registered.</summary>
    Proven,
}
