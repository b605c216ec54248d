using System.Collections.Frozen;

namespace Ringback.Wire.Sip;

/// <summary>One header of a SIP message.</summary>
/// <param name="Name">The name; a compact form is written out.</param>
/// <param name="Value">The value without the blanks around it, folded lines put together.</param>
public readonly record struct SipHeader(string Name, string Value)
{
    // RFC 3261 section 7.3.3 and the sections of the headers.
    private static readonly FrozenDictionary<string, string> s_compactForms = new Dictionary<string, string>
    {
        ["c"] = "Content-Type",
        ["e"] = "Content-Encoding",
        ["f"] = "From",
        ["i"] = "Call-ID",
        ["k"] = "Supported",
        ["l"] = "Content-Length",
        ["m"] = "Contact",
        ["s"] = "Subject",
        ["t"] = "To",
        ["v"] = "Via",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The long name of a header.</summary>
    internal static string LongName(string name) => s_compactForms.GetValueOrDefault(name, name);
}
