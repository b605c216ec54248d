using Ringback.Files.Generation;
using Ringback.Wire.Sip;
using Ringback.Workbench.Desk;

namespace Ringback.Workbench.Registrars;

/// <summary>Which lines have to show a password: those to which a file of phones gives one.</summary>
internal static class LineCredentials
{
    /// <summary>A name that two phones have with different passwords is taken as it comes.</summary>
    internal static Func<string, SipCredentials?> Of(IEnumerable<PhoneOrder> phones)
    {
        Dictionary<string, SipCredentials?> byLine = new(StringComparer.OrdinalIgnoreCase);
        foreach (PhoneLine line in phones.SelectMany(p => p.Settings?.Lines ?? []))
        {
            SipCredentials? credentials = line.Password is { Length: > 0 } password
                ? new SipCredentials(line.AuthName ?? line.Name, password)
                : null;
            bool isTwice = byLine.TryGetValue(line.Name, out SipCredentials? other) && other != credentials;
            byLine[line.Name] = isTwice ? null : credentials;
        }

        return byLine.GetValueOrDefault;
    }
}
