using System.Buffers.Binary;
using Ringback.EndToEnd.Tests.Programs;

namespace Ringback.EndToEnd.Tests.Calling;

/// <summary>WAV files with a tone, and the judgement of what a phone heard.</summary>
internal static class Tones
{
    private const int Rate = 8000;
    private const int Header = 44;

    internal static void Write(string path, int hertz, int seconds)
    {
        byte[] file = new byte[Header + 2 * Rate * seconds];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), 2 * Rate);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), file.Length - Header);
        for (int i = 0; i < Rate * seconds; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(Header + 2 * i),
                (short)(12_000 * Math.Sin(2 * Math.PI * hertz * i / Rate)));
        }

        File.WriteAllBytes(path, file);
    }

    /// <summary>Until a phone has heard two seconds.</summary>
    internal static async Task HeardAsync(string home)
    {
        using CancellationTokenSource bound = Patience.Begin();
        while (Heard(home) is not { Length: > Header + 4 * Rate })
        {
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    /// <summary>What was heard is this tone, nearly all of it, and not that one.</summary>
    internal static void ExpectTone(string home, int hertz, int not)
    {
        byte[] file = File.ReadAllBytes(Heard(home)!.FullName);
        // A second in the middle.
        double[] samples = [.. Enumerable.Range(0, Rate).Select(i =>
            (double)BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(Header + 2 * (i + Rate / 2))))];
        double all = samples.Sum(s => s * s), wanted = Power(samples, hertz), other = Power(samples, not);
        Assert.True(wanted > 0.9 * all, $"{wanted / all:P0} of what was heard is {hertz} Hz");
        Assert.True(other < 0.01 * all, $"{other / all:P0} of what was heard is {not} Hz");
    }

    private static FileInfo? Heard(string home) =>
        new DirectoryInfo(home).EnumerateFiles("dump-*-dec.wav").FirstOrDefault();

    /// <summary>Goertzel: how much of the sound is one tone.</summary>
    private static double Power(double[] samples, int hertz)
    {
        double real = 0, imaginary = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            double at = 2 * Math.PI * hertz * i / Rate;
            real += samples[i] * Math.Cos(at);
            imaginary += samples[i] * Math.Sin(at);
        }

        return 2 * (real * real + imaginary * imaginary) / samples.Length;
    }
}
