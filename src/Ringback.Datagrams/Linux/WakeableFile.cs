using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>
/// An open file, and a way to wake whoever waits until something can be read from it. It is closed once, and its number
/// is not used after that: it is soon another one's.
/// </summary>
internal sealed unsafe class WakeableFile : IDisposable
{
    private readonly int _event;

    private WakeableFile(int number, int wakeUp)
    {
        Number = number;
        _event = wakeUp;
    }

    /// <summary>The file's number.</summary>
    internal int Number { get; }

    /// <summary>Held by whoever uses the number while somebody else may close it.</summary>
    internal Lock Closing { get; } = new();

    /// <summary>True once it is closed; to be asked under <see cref="Closing"/>.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Takes over a file that was opened just now, and closes it when that fails.</summary>
    /// <param name="number">Its number; negative when it could not be opened.</param>
    /// <param name="isReady">False when what was done with it last has failed.</param>
    /// <param name="file">The file.</param>
    /// <param name="error">The error of the last call (errno); 0 for none.</param>
    internal static bool TryTake(
        int number, bool isReady, [NotNullWhen(true)] out WakeableFile? file, out int error)
    {
        int wakeUp = number >= 0 && isReady ? Libc.EventCreate(0, Libc.EventFlags) : -1;
        error = wakeUp < 0 ? Marshal.GetLastPInvokeError() : 0;
        file = wakeUp < 0 ? null : new WakeableFile(number, wakeUp);
        if (wakeUp < 0 && number >= 0) _ = Libc.Close(number);
        return file is not null;
    }

    /// <summary>Waits until something can be read; false when nothing can, or when somebody woke the caller.</summary>
    /// <param name="longest">How long at most; negative for as long as it takes.</param>
    internal bool Await(TimeSpan longest)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = Number, Events = (short)Libc.Readable };
        entries[1] = new PollEntry { File = _event, Events = (short)Libc.Readable };
        int milliseconds = longest < TimeSpan.Zero
            ? -1
            : (int)Math.Min(Math.Ceiling(longest.TotalMilliseconds), int.MaxValue);
        if (Libc.Poll(entries, 2, milliseconds) <= 0) return false;
        if (entries[1].Returned == 0) return true;
        ulong count;
        _ = Libc.Read(_event, (byte*)&count, sizeof(ulong));
        return false;
    }

    /// <summary>Wakes whoever waits, or the next one who does.</summary>
    internal void Wake()
    {
        ulong one = 1;
        lock (Closing)
        {
            if (!IsClosed) _ = Libc.Write(_event, (byte*)&one, sizeof(ulong));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (Closing)
        {
            if (IsClosed) return;
            IsClosed = true;
            _ = Libc.Close(Number);
            _ = Libc.Close(_event);
        }
    }
}
