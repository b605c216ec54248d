using System.Text;

namespace Ringback.Observation.Logs.Formats;

/// <summary>What a line seems to say of a file.</summary>
internal enum Guess
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>Somebody asks for it.</summary>
    Asked,

    /// <summary>It went out.</summary>
    Sent,

    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is not given.</summary>
    Denied,

    /// <summary>Nobody answered.</summary>
    TimedOut,

    /// <summary>Something else went wrong.</summary>
    Failed,
}

/// <summary>
/// The words by which programs say what happened, in the languages in which their logs were shown. The first row that
/// has a word in the line decides.
/// </summary>
internal static class GuessedWords
{
    // As many characters of a line say what happened.
    private const int Looked = 512;

    private static readonly (Guess Meaning, byte[][] Words)[] Rows =
    [
        Row(Guess.Missing, "not found", "no such file", "does not exist", "doesn't exist", "not exist", "notfound",
            "file missing", "could not be found", "cannot find", "can't find", "couldn't find", "unable to find",
            "enoent", "error code 1", "code: 1,", "introuvable", "nicht gefunden", "nicht vorhanden", "non trovato",
            "no encontrado", "no se encuentra", "no existe", "não encontrado", "niet gevonden", "hittades inte",
            "nie znaleziono", "не найден", "não existe", "existiert nicht", "n'existe pas", "error 2 in system call"),
        Row(Guess.Denied, "denied", "access violation", "forbidden", "refused", "not permitted", "eacces", "refusé",
            "verweigert", "denegado", "negado", "rejected"),
        Row(Guess.TimedOut, "timeout", "timed out", "time out", "time-out", "no response", "not responding",
            "no ack", "max retries", "maximum retries", "retries exceeded", "zeitüberschreitung", "délai"),
        Row(Guess.Failed, "abort", "fail", "error", "fehler", "erreur", "incomplete", "interrupted", "cancel"),
        Row(Guess.Asked, "sending", "serving", "opening", "opened", "started", "starting", "begin", "envoi de"),
        Row(Guess.Sent, "sent", "complete", "finished", "success", "transferred", "transmitted", "delivered", "served",
            "gesendet", "envoyé", "enviado", "done"),
        Row(Guess.Asked, "rrq", "request", "read", "get ", "want", "ask", "download", "looking", "lookup", "tftp",
            "anfrage", "demande", "solicitud", "angefordert", "lesen", "from"),
    ];

    /// <summary>What is said around a name.</summary>
    internal static Guess Find(ReadOnlySpan<byte> before, ReadOnlySpan<byte> behind)
    {
        Span<byte> lower = stackalloc byte[Looked * 2];
        before = before[Math.Max(0, before.Length - Looked)..];
        behind = behind[..Math.Min(behind.Length, Looked)];
        Lower(before, lower);
        Lower(behind, lower[before.Length..]);
        ReadOnlySpan<byte> text = lower[..(before.Length + behind.Length)];
        foreach ((Guess meaning, byte[][] words) in Rows)
        {
            foreach (byte[] word in words)
            {
                if (text.IndexOf(word) >= 0 && !IsHarmless(text, word)) return meaning;
            }
        }

        return Guess.Nothing;
    }

    /// <summary>True when the last word before an address is one that names a client.</summary>
    internal static bool NamesClient(ReadOnlySpan<byte> before)
    {
        before = before.TrimEnd(" \t\"'([<:="u8);
        before = before[Math.Max(0, before.Length - 16)..];
        Span<byte> lower = stackalloc byte[16];
        Lower(before, lower);
        ReadOnlySpan<byte> word = lower[..before.Length];
        return word.EndsWith("from"u8) || word.EndsWith("client"u8) || word.EndsWith("to"u8) || word.EndsWith("peer"u8)
            || word.EndsWith("host"u8) || word.EndsWith("remote"u8) || word.EndsWith("for"u8) || word.EndsWith("by"u8)
            || word.EndsWith("src"u8) || word.EndsWith("ip"u8) || word.EndsWith("de"u8) || word.EndsWith("von"u8)
            || word.EndsWith("addr"u8) || word.EndsWith("address"u8) || word.EndsWith("an"u8);
    }

    /// <summary>No errors is no error.</summary>
    private static bool IsHarmless(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word)
    {
        int at = text.IndexOf(word);
        ReadOnlySpan<byte> before = text[..at].TrimEnd((byte)' ');
        ReadOnlySpan<byte> behind = text[(at + word.Length)..];
        return before.EndsWith(" no"u8) || before.EndsWith(" 0"u8) || before.EndsWith("without"u8)
            || behind.StartsWith("s: 0"u8) || behind.StartsWith("s=0"u8) || behind.StartsWith("=0"u8)
            || behind.StartsWith("=nil"u8) || behind.StartsWith("s=\"0"u8);
    }

    private static void Lower(ReadOnlySpan<byte> text, Span<byte> lower)
    {
        for (int i = 0; i < text.Length; i++)
            lower[i] = text[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(text[i] | 0x20) : text[i];
    }

    private static (Guess, byte[][]) Row(Guess meaning, params string[] words) =>
        (meaning, [.. words.Select(Encoding.UTF8.GetBytes)]);
}
