namespace Ringback.Catalogue.Loads;

/// <summary>The call-control protocol that a load speaks.</summary>
public enum PhoneProtocol
{
    /// <summary>Skinny (SCCP): registers over TCP 2000.</summary>
    Sccp,

    /// <summary>SIP: registers over UDP 5060.</summary>
    Sip,

    /// <summary>MGCP: announces itself to a call agent on UDP 2427.</summary>
    Mgcp,

    /// <summary>H.323: old images of the 7905, 7912 and ATA.</summary>
    H323,
}

/// <summary>Protocols in words.</summary>
public static class PhoneProtocolWords
{
    /// <summary>Its name as people write it.</summary>
    public static string Of(PhoneProtocol protocol) =>
        protocol is PhoneProtocol.H323 ? "H.323" : protocol.ToString().ToUpperInvariant();
}
