class NoteConvert < Formula
  desc "@description@"
  homepage "@url@"
  url "@url@/@source@"
  version "@version@"
  sha256 "@source_sha256@"
  license any_of: ["MIT", "Apache-2.0"]

  depends_on "rust" => :build

  def install
    system "cargo", "build", "--locked", "--profile", "dist", "--bin", "convert"
    # ImageMagick has a program `convert`: the name that nothing else has is the one that is linked.
    bin.install "target/dist/convert" => "note-convert"
    (libexec/"bin").install_symlink bin/"note-convert" => "convert"
    generate_completions_from_executable(bin/"note-convert", "--generate")
    (man1/"note-convert.1").write Utils.safe_popen_read(bin/"note-convert", "--generate", "man")
  end

  def caveats
    <<~EOS
      To call the program `convert`, put this first in your PATH:
        #{opt_libexec}/bin
    EOS
  end

  test do
    (testpath/"note.md").write "# A note\n\nWords.\n"
    system bin/"note-convert", "note.md", "--to", "pdf,epub,html"
    assert_match "%PDF-", (testpath/"note.pdf").binread(8)
  end
end
