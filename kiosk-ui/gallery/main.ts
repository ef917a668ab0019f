import "../design/base.css";
import "../visitor/visitor.css";
import "./gallery.css";
import { startGallery } from "./gallery.tsx";

const root = document.getElementById("app");
if (root !== null) startGallery(window, root);
