namespace Ringback.Files.Generation;

/// <summary>A date format in the words of each kind of phone.</summary>
/// <param name="Order">The letters in their order: <c>DMY</c>.</param>
/// <param name="Separator">What stands between them.</param>
/// <param name="FourDigits">Whether the year has four digits.</param>
internal sealed record PhoneDate(string Order, char Separator, bool FourDigits)
{
    // sources.md 7940-7960 §6.2: the phone refuses every other one, and D-M-YY too, which samples have.
    private static readonly string[] SipForms = ["M/D/Y", "D/M/Y", "Y/M/D", "Y/D/M", "Y-M-D", "YY-M-D"];

    /// <summary>The format of the settings; null when they have none. What cannot be read is told elsewhere.</summary>
    internal static PhoneDate? For(ConfigurationDraft draft) =>
        draft.Settings.DateFormat is { } text ? Read(text) : null;

    internal static PhoneDate? Read(string text)
    {
        string upper = text.Trim().ToUpperInvariant();
        int at = upper.IndexOfAny(['/', '-', '.']);
        if (at < 0) return null;
        string[] parts = upper.Split(upper[at]);
        bool four = parts.Contains("YY");
        string order = string.Concat(parts).Replace("YY", "Y", StringComparison.Ordinal);
        return parts.Length == 3 && parts.All(p => p is "D" or "M" or "Y" or "YY")
            && order.Order().SequenceEqual("DMY")
            ? new PhoneDate(order, upper[at], four)
            : null;
    }

    /// <summary>The format of a Java phone, whose time of day is a part of it: A is 2 p.m.</summary>
    internal string JavaForm(bool clock24) => Text() + (clock24 ? "" : "A");

    /// <summary>The format of a SIP 7940; null, and told, when it has none like it.</summary>
    internal string? SipForm(ConfigurationDraft draft)
    {
        string text = Text();
        if (SipForms.Contains(text)) return text;
        draft.LeftOut("dateFormat", $"a SIP {draft.Model.Model} knows {string.Join(", ", SipForms)}, and not {text}.",
            "Write one of these.");
        return null;
    }

    /// <summary>The format of a 7905 or 7912.</summary>
    internal string ProfileForm() => string.Join(Separator, Order.Select(c => c switch
    {
        'D' => "d",
        'M' => "m",
        _ => FourDigits ? "Y" : "y",
    }));

    private string Text() =>
        string.Join(Separator, Order.Select(c => c == 'Y' && FourDigits ? "YY" : c.ToString()));
}
