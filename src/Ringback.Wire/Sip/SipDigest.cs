using System.Globalization;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Ringback.Wire.Sip;

/// <summary>What became of an answer to a challenge.</summary>
public enum SipDigestVerdict
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>It is right.</summary>
    Right,

    /// <summary>The password is right as far as can be seen, and the challenge is too old: ask again.</summary>
    Stale,

    /// <summary>It is wrong.</summary>
    Wrong,
}

/// <summary>
/// Digest authentication (RFC 3261 section 22, RFC 2617): MD5, with <c>qop=auth</c> and, as phones from before it do,
/// without. A nonce is the time and an authentication code over it and the phone's address, so that nothing is kept.
/// </summary>
/// <param name="secret">Known to nobody else; new at each start.</param>
public sealed class SipDigest(byte[] secret)
{
    /// <summary>The realm of every challenge.</summary>
    public const string Realm = "ringback";

    // A phone answers at once; what is older was kept, and is asked for again.
    private static readonly TimeSpan s_age = TimeSpan.FromMinutes(5);

    /// <summary>The value of a WWW-Authenticate header.</summary>
    public string Challenge(IPAddress phone, TimeSpan now, bool isStale)
    {
        ArgumentNullException.ThrowIfNull(phone);
        string stale = isStale ? ", stale=true" : "";
        return $"Digest realm=\"{Realm}\", nonce=\"{Nonce(phone, now.Ticks)}\", algorithm=MD5, qop=\"auth\"{stale}";
    }

    /// <summary>Judges the Authorization header of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="phone">Who sent it.</param>
    /// <param name="user">The name that goes with the password.</param>
    /// <param name="password">The password.</param>
    /// <param name="now">When.</param>
    public SipDigestVerdict Judge(SipMessage request, IPAddress phone, string user, string password, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(phone);
        string? header = request.First("Authorization");
        if (header is null || !header.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase))
            return SipDigestVerdict.Missing;
        Dictionary<string, string> given = Fields(header["Digest ".Length..]);
        string nonce = given.GetValueOrDefault("nonce", "");
        if (!TryTime(nonce, out long ticks) || !Same(nonce, Nonce(phone, ticks))) return SipDigestVerdict.Missing;
        if (given.GetValueOrDefault("username") != user) return SipDigestVerdict.Wrong;

        string right = Response(given, request.Method, user, password);
        if (!Same(right, given.GetValueOrDefault("response", "").ToLowerInvariant())) return SipDigestVerdict.Wrong;
        TimeSpan age = now - new TimeSpan(ticks);
        return age < TimeSpan.Zero || age > s_age ? SipDigestVerdict.Stale : SipDigestVerdict.Right;
    }

    /// <summary>The Authorization header with which a phone answers a challenge; null for no digest.</summary>
    /// <param name="challenge">The WWW-Authenticate header.</param>
    /// <param name="method">The method of the request.</param>
    /// <param name="uri">Its URI.</param>
    /// <param name="user">The name.</param>
    /// <param name="password">The password.</param>
    public static string? Answer(string challenge, string method, string uri, string user, string password)
    {
        ArgumentNullException.ThrowIfNull(challenge);
        if (!challenge.StartsWith("Digest ", StringComparison.OrdinalIgnoreCase)) return null;
        Dictionary<string, string> asked = Fields(challenge["Digest ".Length..]);
        Dictionary<string, string> given = new(StringComparer.OrdinalIgnoreCase)
        {
            ["realm"] = asked.GetValueOrDefault("realm", ""), ["nonce"] = asked.GetValueOrDefault("nonce", ""),
            ["uri"] = uri, ["qop"] = "auth", ["nc"] = "00000001", ["cnonce"] = "0a4f113b",
        };
        if (!asked.ContainsKey("qop")) given.Remove("qop");
        string response = Response(given, method, user, password);
        string qop = asked.ContainsKey("qop") ? ", qop=auth, nc=00000001, cnonce=\"0a4f113b\"" : "";
        return $"Digest username=\"{user}\", realm=\"{given["realm"]}\", nonce=\"{given["nonce"]}\", uri=\"{uri}\", "
            + $"response=\"{response}\", algorithm=MD5{qop}";
    }

    private static string Response(Dictionary<string, string> given, string method, string user, string password)
    {
        string realm = given.GetValueOrDefault("realm", ""), nonce = given.GetValueOrDefault("nonce", "");
        string first = Hash($"{user}:{realm}:{password}");
        string second = Hash($"{method}:{given.GetValueOrDefault("uri", "")}");
        return given.TryGetValue("qop", out string? qop)
            ? Hash($"{first}:{nonce}:{given.GetValueOrDefault("nc", "")}:{given.GetValueOrDefault("cnonce", "")}:"
                + $"{qop}:{second}")
            : Hash($"{first}:{nonce}:{second}");
    }

    private string Nonce(IPAddress phone, long ticks)
    {
        string time = ticks.ToString("x16", CultureInfo.InvariantCulture);
        byte[] code = HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes($"{time} {phone}"));
        return time + Convert.ToHexStringLower(code.AsSpan(0, 12));
    }

    private static bool TryTime(string nonce, out long ticks)
    {
        ticks = 0;
        return nonce.Length == 40 && long.TryParse(
            nonce.AsSpan(0, 16), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ticks);
    }

    private static bool Same(string left, string right) => CryptographicOperations.FixedTimeEquals(
        Encoding.Latin1.GetBytes(left), Encoding.Latin1.GetBytes(right));

    private static Dictionary<string, string> Fields(string text)
    {
        Dictionary<string, string> fields = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in SipText.Split(text, ','))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0) fields[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
        }

        return fields;
    }

    [SuppressMessage("Security", "CA5351:Do not use broken cryptographic algorithms",
        Justification = "These phones know no other digest than MD5: RFC 2617.")]
    private static string Hash(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.Latin1.GetBytes(text)));
}
