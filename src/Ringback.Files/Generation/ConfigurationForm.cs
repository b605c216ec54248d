using Ringback.Catalogue.Loads;

namespace Ringback.Files.Generation;

/// <summary>
/// The kinds of configuration, by what they can say; flags, so that a setting can name all that take it.
/// </summary>
[Flags]
internal enum ConfigurationForm
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>SIP&lt;MAC&gt;.cnf</c>.</summary>
    SipCnf = 1,

    /// <summary><c>MGC&lt;MAC&gt;.cnf</c>.</summary>
    MgcCnf = 2,

    /// <summary>The XML of a 7910, 7940 or 7960 with SCCP.</summary>
    Classic = 4,

    /// <summary>The XML of a Java phone with SCCP.</summary>
    JavaSccp = 8,

    /// <summary>The XML of a Java phone with SIP, or with both.</summary>
    JavaSip = 16,

    /// <summary>The XML of which only the beginnings are described.</summary>
    Basic = 32,

    /// <summary>The profile of a 7905 or 7912 with SIP.</summary>
    ProfileSip = 64,

    /// <summary>The profile of a 7902, 7905 or 7912 with SCCP, and its XML.</summary>
    ProfileSccp = 128,

    /// <summary>The profile of an ATA.</summary>
    Ata = 256,

    /// <summary>Everything that is told its lines by the call server.</summary>
    ServedBySccp = Classic | JavaSccp | Basic | ProfileSccp,
}

/// <summary>Which phone gets which.</summary>
internal static class ConfigurationForms
{
    internal static ConfigurationForm Of(ConfigurationDraft draft)
    {
        bool sip = draft.Protocol is PhoneProtocol.Sip;
        if (draft.Model.ProfilePrefix is not null)
        {
            return draft.Model.FirmwareFamily == "ata" ? ConfigurationForm.Ata
                : sip ? ConfigurationForm.ProfileSip
                : ConfigurationForm.ProfileSccp;
        }

        if (draft.Protocol is PhoneProtocol.Mgcp) return ConfigurationForm.MgcCnf;
        return PhoneXmlKinds.Of(draft.Model) switch
        {
            PhoneXmlKind.Classic => sip ? ConfigurationForm.SipCnf : ConfigurationForm.Classic,
            PhoneXmlKind.Java => sip || draft.Request.ServesBothProtocols
                ? ConfigurationForm.JavaSip
                : ConfigurationForm.JavaSccp,
            _ => ConfigurationForm.Basic,
        };
    }
}
