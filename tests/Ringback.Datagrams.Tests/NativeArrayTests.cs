using System.Globalization;

namespace Ringback.Datagrams.Tests;

public sealed class NativeArrayTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(10)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void An_index_outside_is_refused(int index)
    {
        using NativeArray<int> array = new(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => array[index] = 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = array.Slice(index, 1); });
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(5, -1)]
    [InlineData(1, int.MaxValue)]
    public void A_range_that_leads_outside_is_refused(int start, int count)
    {
        using NativeArray<int> array = new(10);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = array.Slice(start, count); });
    }

    [Fact]
    public void It_begins_with_zeros_and_keeps_what_is_written()
    {
        using NativeArray<long> array = new(1000);
        Assert.Equal(new long[1000], array.Span.ToArray());
        for (int i = 0; i < 1000; i++) array[i] = i;
        Assert.Equal(999L * 1000 / 2, array.Span.ToArray().Sum());
        Assert.Equal([998L, 999L], array.Slice(998, 2).ToArray());
    }

    [Fact]
    public void After_the_end_no_index_is_right()
    {
        NativeArray<byte> array = new(10);
        array.Dispose();
        array.Dispose();
        Assert.Throws<ArgumentOutOfRangeException>(() => array[0] = 1);
        Assert.Equal(0, array.Span.Length);
    }

    [Fact]
    public unsafe void In_tests_the_pages_beside_it_may_not_be_touched()
    {
        if (!OperatingSystem.IsLinux()) return;
        using NativeArray<byte> array = new(5000);
        nint first = (nint)array.AddressOf(0, 1), page = Environment.SystemPageSize;
        Assert.Equal("---p", AccessOf(first + 5000));
        Assert.Equal("---p", AccessOf((first / page * page) - 1));
        Assert.Equal("rw-p", AccessOf(first));
        Assert.Equal("rw-p", AccessOf(first + 4999));
    }

    private static string AccessOf(nint address)
    {
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] words = line.Split(' ', '-');
            nint from = nint.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            nint to = nint.Parse(words[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (address >= from && address < to) return line.Split(' ')[1];
        }

        return "none";
    }
}
