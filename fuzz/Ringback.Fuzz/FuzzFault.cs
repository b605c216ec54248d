using System.Globalization;
using System.Security.Cryptography;

namespace Ringback.Fuzz;

/// <summary>An input that breaks a promise.</summary>
/// <param name="Target">Of which target.</param>
/// <param name="Seed">The seed of the campaign.</param>
/// <param name="Number">Which of its inputs it was, from 1.</param>
/// <param name="Input">The shortest form of it that was found.</param>
/// <param name="Cause">What came out.</param>
internal sealed record FuzzFault(FuzzTarget Target, int Seed, long Number, byte[] Input, Exception Cause)
{
    // Enough to take most of it away, and never so much that a slow target keeps everybody waiting.
    private const int MostTries = 400;
    private const int LongestShown = 6_000;

    /// <summary>The fault, with what its input does not need for it taken away.</summary>
    internal static FuzzFault Of(FuzzTarget target, int seed, long number, byte[] input, Exception cause)
    {
        int tries = 0;
        for (int piece = input.Length / 2; piece > 0 && tries < MostTries; piece /= 2)
        {
            for (int at = 0; at + piece <= input.Length && tries < MostTries;)
            {
                tries++;
                byte[] shorter = [.. input[..at], .. input[(at + piece)..]];
                if (Caused(target, shorter) is { } same && same.GetType() == cause.GetType()) input = shorter;
                else at += piece;
            }
        }

        return new FuzzFault(target, seed, number, input, Caused(target, input) ?? cause);
    }

    /// <summary>Writes the input into a folder, under a name that is the same each time.</summary>
    /// <returns>The file's path.</returns>
    internal string Keep(string folder)
    {
        Directory.CreateDirectory(folder);
        string sum = Convert.ToHexStringLower(SHA256.HashData(Input))[..12];
        string path = Path.Combine(folder, $"{Target.Name}-{sum}.bin");
        File.WriteAllBytes(path, Input);
        return path;
    }

    /// <summary>Everything that is needed to see it again.</summary>
    internal string Tell(string kept)
    {
        string text = Convert.ToBase64String(Input);
        if (text.Length > LongestShown) text = text[..LongestShown] + "… (the whole of it is in the file)";
        return string.Create(CultureInfo.InvariantCulture, $"""
            {Target.Name} breaks a promise with input {Number} of seed {Seed}, {Input.Length} bytes long:
            {Cause}
            base64: {text}
            kept in {kept}; once more: eng/fuzz replay {Target.Name} {kept}
            """);
    }

    private static Exception? Caused(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Try(input);
            return null;
        }
#pragma warning disable CA1031 // As in the campaign.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return e;
        }
    }
}
