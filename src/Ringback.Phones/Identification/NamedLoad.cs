using Ringback.Files.Configuration;

namespace Ringback.Phones.Identification;

/// <summary>
/// The load that somebody's file names, by its bytes alone: whoever listens sees the file and not who made it.
/// </summary>
public static class NamedLoad
{
    /// <summary>
    /// The load; null when the file names none, or different ones for different models, or is of a kind that is not
    /// read here.
    /// </summary>
    /// <param name="kind">What was asked for.</param>
    /// <param name="content">The file.</param>
    public static string? In(RequestedKind kind, ReadOnlyMemory<byte> content) => kind switch
    {
        RequestedKind.DualBoot => DualBootFile.Read(content.Span).Name,
        RequestedKind.SepXml or RequestedKind.XmlDefault => OnlyOne(PhoneXmlText.Read(content)),
        RequestedKind.SipPhone or RequestedKind.SipDefault or RequestedKind.MgcPhone or RequestedKind.MgcDefault
            => Text(CnfText.Read(content).Value("image_version")),
        _ => null,
    };

    private static string? OnlyOne(PhoneXmlText file)
    {
        string[] named = [.. file.Loads.Select(l => l.Value.Trim()).Where(v => v.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)];
        return named.Length == 1 ? Text(named[0]) : null;
    }

    private static string? Text(string? value) => value is null or "" ? null : value;
}
