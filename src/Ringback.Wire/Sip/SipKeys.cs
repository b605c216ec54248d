using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>
/// A key in the body of an INFO: <c>Signal=5</c> of <c>application/dtmf-relay</c>, as phones say it that send no events
/// in their voice.
/// </summary>
internal static class SipKeys
{
    private const string Keys = "0123456789*#";
    private const int LongestBody = 256;

    /// <summary>The key; null when the request names none.</summary>
    internal static char? From(SipMessage info)
    {
        if (info.Body.Length > LongestBody) return null;
        if (info.First("Content-Type") is not { } type
            || !type.TrimStart().StartsWith("application/dtmf-relay", StringComparison.OrdinalIgnoreCase)) return null;
        foreach (string line in Encoding.Latin1.GetString(info.Body.Span).Split('\n'))
        {
            string[] pair = line.Trim().Split('=', 2);
            if (pair is not [var name, var value] || !name.Trim().Equals("Signal", StringComparison.OrdinalIgnoreCase))
                continue;
            return value.Trim() is [var key] && Keys.Contains(key, StringComparison.Ordinal) ? key : null;
        }

        return null;
    }
}
