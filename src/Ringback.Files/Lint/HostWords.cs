using System.Globalization;

namespace Ringback.Files.Lint;

/// <summary>Why a text is no host where a phone wants a bare name or address.</summary>
internal static class HostWords
{
    /// <summary>What is wrong with it, in words that follow "has"; null when it may be a host.</summary>
    internal static string? Objection(string value)
    {
        if (value.Length == 0) return null;
        if (value[0] is ' ' or '\t' || value[^1] is ' ' or '\t') return "a blank at its end or beginning";
        foreach (char c in value)
        {
            if (c is '\u00A0' or '\u00C2' or '\u200B') return "a no-break space, which looks like none";
            if (c > '~' || c < ' ') return "a character that no host has";
        }

        if (value.Contains(' ', StringComparison.Ordinal)) return "a blank inside: that is no host";
        int scheme = value.IndexOf(':', StringComparison.Ordinal);
        if (scheme > 0
            && value[..scheme].ToLowerInvariant() is "sip" or "sips" or "http" or "https" or "tftp" or "udp" or "tcp")
        {
            return "a scheme before the host: it is a URI";
        }

        if (IsWithPort(value)) return "a port behind the host, which has a setting of its own";
        return IsBrokenAddress(value) ? "figures and dots that make no address" : null;
    }

    /// <summary>Whether one colon and a number stand behind something else.</summary>
    internal static bool IsWithPort(string value)
    {
        int colon = value.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon == value.LastIndexOf(':')
            && ushort.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    /// <summary>Whether it can only be meant as an IPv4 address, and is none.</summary>
    private static bool IsBrokenAddress(string value)
    {
        if (value.Any(c => !char.IsAsciiDigit(c) && c != '.') || !value.Contains('.', StringComparison.Ordinal))
            return false;
        string[] parts = value.Split('.');
        return parts.Length != 4 || parts.Any(p => p.Length is 0 or > 3 || !byte.TryParse(p, out _));
    }

    /// <summary>The host without what does not belong to it; null when a person has to decide.</summary>
    internal static string? Bare(string value)
    {
        string bare = value.Trim(' ', '\t', '\u00A0', '\u00C2', '\u200B');
        foreach (string scheme in (ReadOnlySpan<string>)["sip:", "sips:"])
        {
            if (bare.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) bare = bare[scheme.Length..];
        }

        return bare.Length > 0 && bare != value && Objection(bare) is null
            && bare.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? bare : null;
    }
}
