
namespace Ringback.Files.Configuration;

/// <summary>Recognises a configuration by its first bytes, when its name says nothing.</summary>
internal static class ConfigurationContent
{
    // The root element and the mark of a profile stand at the beginning; licences in comments are shorter than this.
    private const int LongestLook = 4096;

    internal static ConfigurationKind? KindOf(ReadOnlySpan<byte> content)
    {
        string start = LosslessText.Read(content[..Math.Min(content.Length, LongestLook)]).Characters;
        if (start.StartsWith("#txt", StringComparison.Ordinal)) return ConfigurationKind.ProfileText;
        string trimmed = start.TrimStart();
        if (!trimmed.StartsWith('<')) return null;
        List<XmlTag> tags = XmlTags.Scan(start);
        return tags.Count == 0 ? null : OfRoot(tags[0].Name);
    }

    private static ConfigurationKind? OfRoot(string root) => root.ToUpperInvariant() switch
    {
        "DEVICE" => ConfigurationKind.XmlDevice,
        "DEFAULT" => ConfigurationKind.XmlDefault,
        "DIALTEMPLATE" => ConfigurationKind.DialPlan,
        "CISCOIPPHONERINGLIST" => ConfigurationKind.RingListXml,
        "SOFTKEYCFG" or "SOFTKEYS" => ConfigurationKind.SoftKeys,
        "SYNCINFO" => ConfigurationKind.SyncInfo,
        "FEATUREPOLICY" or "FEATUREDEFS" or "DIALRULES" or "APPDIALRULES" => ConfigurationKind.OtherXml,
        _ => null,
    };
}
