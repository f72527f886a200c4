"""sentencepiece comes with the letters that vocabularies take as one, for those it makes."""

from pathlib import Path

from PyInstaller.utils.hooks import get_package_paths

folder = "sentencepiece/package_data"
datas = [(str(Path(get_package_paths("sentencepiece")[0], folder, "nmt_nfkc.bin")), folder)]
