namespace Ringback.Files.Configuration;

/// <summary>What a configuration file is for.</summary>
public enum ConfigurationKind
{
    /// <summary><c>OS79XX.TXT</c>.</summary>
    DualBoot,

    /// <summary><c>SIPDefault.cnf</c>.</summary>
    SipDefault,

    /// <summary><c>SIP&lt;MAC&gt;.cnf</c>.</summary>
    SipPhone,

    /// <summary><c>MGCDefault.cnf</c>.</summary>
    MgcpDefault,

    /// <summary><c>MGC&lt;MAC&gt;.cnf</c>.</summary>
    MgcpPhone,

    /// <summary><c>XMLDefault.cnf.xml</c>.</summary>
    XmlDefault,

    /// <summary><c>SEP&lt;MAC&gt;.cnf.xml</c>.</summary>
    XmlDevice,

    /// <summary>A dial plan.</summary>
    DialPlan,

    /// <summary>A ring list in XML.</summary>
    RingListXml,

    /// <summary><c>RINGLIST.DAT</c>: a label, a tab, a file.</summary>
    RingListText,

    /// <summary>A soft key file.</summary>
    SoftKeys,

    /// <summary><c>syncinfo.xml</c>.</summary>
    SyncInfo,

    /// <summary>Another XML file that a configuration names: dial rules, a feature policy.</summary>
    OtherXml,

    /// <summary>The text of a profile for 7905, 7912 or ATA.</summary>
    ProfileText,

    /// <summary>A compiled profile for 7905, 7912 or ATA.</summary>
    ProfileCompiled,

    /// <summary>Another <c>.cnf</c> file.</summary>
    OtherCnf,

    /// <summary>No configuration but firmware with a fault, in a folder that phones are served from.</summary>
    Firmware,
}

/// <summary>The words of <see cref="ConfigurationKind"/> in JSON.</summary>
public static class ConfigurationKindWords
{
    /// <summary>A stable word, kebab case.</summary>
    public static string ToWord(this ConfigurationKind kind) => kind switch
    {
        ConfigurationKind.DualBoot => "dual-boot",
        ConfigurationKind.SipDefault => "sip-default",
        ConfigurationKind.SipPhone => "sip-phone",
        ConfigurationKind.MgcpDefault => "mgcp-default",
        ConfigurationKind.MgcpPhone => "mgcp-phone",
        ConfigurationKind.XmlDefault => "xml-default",
        ConfigurationKind.XmlDevice => "xml-device",
        ConfigurationKind.DialPlan => "dial-plan",
        ConfigurationKind.RingListXml or ConfigurationKind.RingListText => "ring-list",
        ConfigurationKind.SoftKeys => "soft-keys",
        ConfigurationKind.SyncInfo => "sync-info",
        ConfigurationKind.OtherXml => "xml",
        ConfigurationKind.ProfileText or ConfigurationKind.ProfileCompiled => "profile",
        ConfigurationKind.Firmware => "firmware",
        _ => "cnf",
    };
}
