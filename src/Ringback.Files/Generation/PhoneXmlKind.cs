using Ringback.Catalogue;
using Ringback.Catalogue.Loads;

namespace Ringback.Files.Generation;

/// <summary>How the XML file of a phone differs from another's.</summary>
internal enum PhoneXmlKind
{
    /// <summary>It reads no <c>SEP</c> file that is described.</summary>
    None,

    /// <summary>The 7910, 7940 and 7960 with SCCP: the elements of their own parser (7940-7960 §6.5).</summary>
    Classic,

    /// <summary>7906 to 7975 and their younger relatives (other-phones §4.1, §4.2).</summary>
    Java,

    /// <summary>The rest: the call manager group and the load, which every sample has (other-phones §4.1).</summary>
    Basic,
}

/// <summary>Which family gets which file.</summary>
internal static class PhoneXmlKinds
{
    private static readonly string[] Younger = ["69xx", "78xx-88xx", "89xx-99xx"];
    private static readonly string[] SccpOnly = ["7920", "792x", "793x", "7902-7905-7912"];

    internal static PhoneXmlKind Of(PhoneModel model) => model.Family switch
    {
        "7940-7960" or "7910" => PhoneXmlKind.Classic,
        "java" => PhoneXmlKind.Java,
        _ when Younger.Contains(model.Family) => PhoneXmlKind.Java,
        _ when SccpOnly.Contains(model.Family) => PhoneXmlKind.Basic,
        _ => PhoneXmlKind.None,
    };

    /// <summary>
    /// Whether the model takes its load from <c>XMLDefault.cnf.xml</c>: every one that speaks SCCP; of the others only
    /// 7906 to 7975 are known to (other-phones §2.11).
    /// </summary>
    internal static bool ReadsDefault(PhoneModel model, PhoneProtocol protocol) =>
        model.LoadInformation is not null
        && Of(model) is not PhoneXmlKind.None
        && (protocol is PhoneProtocol.Sccp || model.Family == "java");
}
