using System.ComponentModel;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>epoll, with an eventfd to be woken by.</summary>
internal sealed unsafe class EpollPoller : IDatagramPoller
{
    private const int MostReady = 64;
    private const int WakeToken = -1;

    // struct epoll_event is packed on x64 only.
    private static readonly int EntryLength =
        RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private static readonly int TokenAt = EntryLength - 8;

    private readonly int _epoll;
    private readonly int _event;
    private readonly Lock _closing = new();
    private bool _closed;

    internal EpollPoller()
    {
        _epoll = Check(Libc.EpollCreate(Libc.EpollCloseOnExec));
        _event = Check(Libc.EventCreate(0, Libc.EventFlags));
        Control(Libc.EpollAdd, _event, WakeToken);
    }

    public void Add(IDatagramPort port, int token) => Control(Libc.EpollAdd, ((LinuxPort)port).File, token);

    public void Remove(IDatagramPort port) => Control(Libc.EpollDelete, ((LinuxPort)port).File, 0);

    public int Wait(TimeSpan longest, Span<int> ready)
    {
        byte* entries = stackalloc byte[MostReady * EntryLength];
        // Rounded up: to wake a little early would mean to wake twice. Below zero is for ever, here and for the kernel.
        int milliseconds = longest < TimeSpan.Zero
            ? -1
            : (int)Math.Min(Math.Ceiling(longest.TotalMilliseconds), int.MaxValue);
        int count = Libc.EpollWait(_epoll, entries, Math.Min(MostReady, ready.Length + 1), milliseconds);
        if (count < 0)
        {
            int error = Marshal.GetLastPInvokeError();
            return error == Libc.Interrupted ? 0 : throw new Win32Exception(error);
        }

        int found = 0;
        for (int i = 0; i < count; i++)
        {
            int token = *(int*)(entries + (i * EntryLength) + TokenAt);
            if (token == WakeToken) Calm();
            else if (found < ready.Length) ready[found++] = token;
        }

        return found;
    }

    public void Wake()
    {
        ulong one = 1;
        // Somebody may still wake what is being closed, and the number of a closed file is soon another one's.
        lock (_closing)
        {
            if (!_closed) _ = Libc.Write(_event, (byte*)&one, sizeof(ulong));
        }
    }

    public void Dispose()
    {
        lock (_closing)
        {
            if (_closed) return;
            _closed = true;
            _ = Libc.Close(_event);
            _ = Libc.Close(_epoll);
        }
    }

    private void Calm()
    {
        ulong count;
        _ = Libc.Read(_event, (byte*)&count, sizeof(ulong));
    }

    private void Control(int operation, int file, int token)
    {
        byte* entry = stackalloc byte[EntryLength];
        *(uint*)entry = Libc.Readable;
        *(long*)(entry + TokenAt) = token;
        Check(Libc.EpollControl(_epoll, operation, file, entry));
    }

    private static int Check(int result) => result >= 0 ? result : throw new Win32Exception();
}
